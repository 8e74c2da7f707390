package io.sluice.operation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A script of the tree, running; what it says on either stream is kept line by line. */
final class Script implements AutoCloseable {

  private final Process process;
  private final BufferedReader reader;
  private final List<String> lines = new ArrayList<>();

  private Script(Process process) {
    this.process = process;
    this.reader = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts it in the checkout's root, without what this process has of {@code SLUICE_*}. */
  static Script start(Map<String, String> environment, String... command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(Checkout.root().toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(key -> key.startsWith("SLUICE_"));
    builder.environment().putAll(environment);
    try {
      return new Script(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Script start(String... command) {
    return start(Map.of(), command);
  }

  /** Reads on until a line is as wanted, or the end; a caller bounds the time. */
  String await(Predicate<String> wanted) {
    try {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (wanted.test(line)) {
          return line;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("ended without the line wanted:\n" + output());
  }

  /** Reads to the end and waits; the exit code. */
  int exit() throws InterruptedException {
    reader.lines().forEach(lines::add);
    return process.waitFor();
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** The processes it has started and they have. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  String output() {
    return String.join("\n", lines);
  }

  /** Leaves nothing running, even when a test has failed half way. */
  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(descendants());
    process.destroy();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
