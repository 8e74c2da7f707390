package io.sluice.intake;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The command line and the environment of a trial's JVM. */
final class TrialCommand {
  private static final long MEBIBYTE = 1 << 20;
  private static final long BASE_HEAP = 192 * MEBIBYTE;
  private static final long BASE_NATIVE = 768 * MEBIBYTE;
  private static final long MAX_HEAP = 8192 * MEBIBYTE;
  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

  private final TrialConfig config;

  TrialCommand(TrialConfig config) {
    this.config = config;
  }

  /**
   * The command.
   *
   * @param artifactBytes size of the model
   * @param scratch where the child may write
   * @param arguments of its main class
   */
  List<String> command(long artifactBytes, Path scratch, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(PRLIMIT)) {
      // Memory that it writes to, on the heap and off: what it only reserves does not count.
      command.addAll(
          List.of(PRLIMIT.toString(), "--data=" + dataLimit(artifactBytes), "--core=0", "--"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + heap(artifactBytes),
            "-Xss1m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:ErrorFile=" + scratch.resolve("crash.log"),
            "-Xshare:auto",
            "-Djdk.serialFilter=!*",
            "-Djava.io.tmpdir=" + scratch,
            "-Djava.awt.headless=true",
            "-Dorg.bytedeco.javacpp.cachedir=" + config.nativesCache()));
    command.add("-cp");
    command.add(
        config.classPath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(config.mainClass());
    command.addAll(arguments);
    return command;
  }

  /** All that the child finds in its environment: no secret of ours is among it. */
  Map<String, String> environment(long artifactBytes) {
    return Map.of(
        "LANG", "C.UTF-8",
        "MALLOC_ARENA_MAX", "2",
        "OMP_NUM_THREADS", "1",
        "SD_MAX_PRIMARY_BYTES", Long.toString(BASE_NATIVE + 3 * artifactBytes));
  }

  private static long heap(long artifactBytes) {
    return Math.min(MAX_HEAP, BASE_HEAP + 4 * artifactBytes);
  }

  private static long dataLimit(long artifactBytes) {
    return heap(artifactBytes) + BASE_NATIVE + 4 * artifactBytes;
  }
}
