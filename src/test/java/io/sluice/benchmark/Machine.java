package io.sluice.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * Where and of what a run is.
 *
 * @param processor the model's name
 * @param cores that the JVM may use
 * @param system name and release
 * @param java version of the JVM
 * @param commit of the checkout, with a mark if it has changes
 * @param date when, in UTC
 */
record Machine(
    String processor, int cores, String system, String java, String commit, String date) {

  /**
   * This machine now.
   *
   * @param commit as the script found it
   */
  static Machine here(String commit) throws IOException {
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.version"),
        commit,
        Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** One line for people. */
  String describe() {
    return "%s, %d cores, %s, Java %s, commit %s, %s"
        .formatted(processor, cores, system, java, commit, date);
  }

  private static String processorName() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }
}
