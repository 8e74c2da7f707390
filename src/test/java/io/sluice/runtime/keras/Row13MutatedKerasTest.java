package io.sluice.runtime.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 13 of the threats for Keras files: damaged ones may kill the process that converts them,
 * never this one. {@code -Dsluice.torture.mutations=N} sets how many.
 */
class Row13MutatedKerasTest {
  private static final int MUTATIONS = Integer.getInteger("sluice.torture.mutations", 300);
  private static final long PATIENCE_SECONDS = 120;

  @TempDir Path folder;

  @Test
  void convert_damagedFiles_killAtMostTheirOwnProcess() throws Exception {
    Path sound = folder.resolve("sound.h5");
    Hdf5Forge.model(sound).close();
    int crashes = 0;
    int hangs = 0;
    int converted = 0;
    int next = 0;
    while (next < MUTATIONS) {
      Run run = run(sound, next);
      crashes += run.code != 0 && !run.hung ? 1 : 0;
      hangs += run.hung ? 1 : 0;
      converted += run.converted;
      assertThat(run.last).as("the child began something").isGreaterThanOrEqualTo(next);
      next = run.last + 1;
    }
    System.out.printf(
        "row 13: %d damaged Keras files, %d still converted, server crashes 0, child crashes %d,"
            + " hangs %d%n",
        MUTATIONS, converted, crashes, hangs);
    assertThat(converted).isBetween(1, MUTATIONS - 1);
  }

  private record Run(int code, boolean hung, int last, int converted) {}

  private Run run(Path sound, int from) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-cp",
                System.getProperty("java.class.path"),
                MutatedKerasMain.class.getName(),
                sound.toString(),
                folder.toString(),
                Integer.toString(from),
                Integer.toString(MUTATIONS))
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .directory(folder.toFile())
            .start();
    boolean ended = child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      child.destroyForcibly().waitFor();
    }
    List<String> lines = Files.readAllLines(output);
    int last =
        lines.stream()
            .filter(line -> line.startsWith("begin "))
            .mapToInt(line -> Integer.parseInt(line.substring(6)))
            .max()
            .orElse(-1);
    int converted = (int) lines.stream().filter("converted"::equals).count();
    return new Run(child.exitValue(), !ended, last, converted);
  }
}
