package io.sluice.deployment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What a {@link KilledPushMain} said before it was killed.
 *
 * @param steps all that it made
 * @param stopped the step that it was killed at, as it told it; the last thing it said otherwise
 * @param acknowledged the versions that somebody was told of
 * @param pointed whether somebody was told that {@code production} points at the pushed version
 */
record KilledPush(List<Step> steps, String stopped, Set<Integer> acknowledged, boolean pointed) {
  private static final int PATIENCE_SECONDS = 120;

  /**
   * One change of one file.
   *
   * @param number in its phase, from 1
   */
  record Step(String phase, int number, String what) {
    /** A step that none is: the process runs to its end. */
    static final Step NONE = new Step("none", 0, "");

    private static Step parse(String line) {
      String[] words = line.split(" ", 5);
      return new Step(words[1], Integer.parseInt(words[2]), words[3]);
    }
  }

  /**
   * Starts one, and kills it with SIGKILL as soon as it says that it has come to a step.
   *
   * @param run its folder, with {@code data}, {@code models} and {@code incoming}
   * @param torn whether half of the step is made
   * @param trial whether it tries models in a process of their own
   */
  static KilledPush at(Path run, Step step, boolean torn, boolean trial) throws IOException {
    Path errors = run.resolve("errors");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.nio.file.spi.DefaultFileSystemProvider=io.sluice.testing.steps.StepFiles",
                "-cp",
                System.getProperty("java.class.path"),
                KilledPushMain.class.getName(),
                run.resolve("data").toString(),
                run.toString(),
                step.phase(),
                Integer.toString(step.number()),
                Boolean.toString(torn),
                Boolean.toString(trial))
            .redirectError(errors.toFile())
            .start();
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    List<Step> steps = new ArrayList<>();
    Set<Integer> acknowledged = new HashSet<>();
    boolean pointed = false;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("stop ") || line.equals("end")) {
          process.destroyForcibly().onExit().join();
          return new KilledPush(steps, line, acknowledged, pointed);
        } else if (line.startsWith("step ")) {
          steps.add(Step.parse(line));
        } else if (line.startsWith("acknowledged ")) {
          acknowledged.add(Integer.valueOf(line.substring("acknowledged ".length())));
        } else if (line.startsWith("pointed ")) {
          pointed = true;
        }
      }
    }
    throw new AssertionError("it ended by itself: " + Files.readString(errors));
  }
}
