package io.sluice.testing;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A method that Jazzer calls with bytes of its invention, and the bytes it begins with: those that
 * once led it to something new, in {@code src/test/resources/fuzz}.
 *
 * @param type has {@code public static void fuzzerTestOneInput(byte[])}
 */
public record FuzzTarget(Class<?> type) {
  private static final Pattern EXECUTIONS =
      Pattern.compile("stat::number_of_executed_units: (\\d+)");
  private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+)");

  /** What Jazzer did. */
  public record Fuzzing(long executions, long coverage, List<Path> findings, String log) {}

  /** The bytes that are committed. */
  public List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    try (InputStream in = FuzzTarget.class.getResourceAsStream("/fuzz/" + name() + ".zip");
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        seeds.add(zip.readAllBytes());
      }
    }
    return seeds;
  }

  /** Tries one input, here and now. */
  public void tryOne(byte[] bytes) {
    try {
      type.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, (Object) bytes);
    } catch (InvocationTargetException e) {
      throw new AssertionError(name() + " fails with one of its seeds", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Lets Jazzer look for new inputs, in a process of its own with little memory.
   *
   * @param folder where the corpus grows and findings lie
   */
  public Fuzzing fuzz(Path folder, int seconds) throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(folder.resolve(name()).resolve("corpus"));
    Path findings = Files.createDirectories(folder.resolve(name()).resolve("findings"));
    int number = 0;
    for (byte[] seed : seeds()) {
      Files.write(corpus.resolve("seed" + number++), seed);
    }
    Path log = folder.resolve(name()).resolve("log");
    Process jazzer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + type.getName(),
                "--instrumentation_includes=io.sluice.**",
                "--reproducer_path=" + findings,
                "-artifact_prefix=" + findings + "/",
                "-max_total_time=" + seconds,
                "-timeout=60",
                "-rss_limit_mb=2048",
                "-max_len=16384",
                "-print_final_stats=1",
                corpus.toString())
            .directory(findings.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int status = jazzer.waitFor();
    String text = Files.readString(log, StandardCharsets.ISO_8859_1);
    List<Path> found;
    try (var files = Files.list(findings)) {
      found = files.filter(file -> !file.toString().endsWith(".java")).toList();
    }
    if (status != 0 && found.isEmpty()) {
      throw new AssertionError("Jazzer ended with " + status + ": " + text);
    }
    return new Fuzzing(last(EXECUTIONS, text), last(COVERAGE, text), found, text);
  }

  /** How the target is called in folders and messages. */
  public String name() {
    return type.getSimpleName();
  }

  private static long last(Pattern pattern, String text) {
    long last = 0;
    for (Matcher match = pattern.matcher(text); match.find(); ) {
      last = Long.parseLong(match.group(1));
    }
    return last;
  }
}
