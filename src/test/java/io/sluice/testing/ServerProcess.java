package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that writes a log, becomes ready, and is stopped at the latest with this JVM. */
final class ServerProcess implements AutoCloseable {

  private static final int TAIL = 60;
  private static final Pattern NOTHING_DEPLOYED = Pattern.compile("\"Deployed\": \\[\\s*\\]");
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final Path log;
  private final Thread atExit;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.atExit = new Thread(this::stop, "stop " + log);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts a command.
   *
   * @param command program and arguments
   * @param folder where it runs and where its {@code server.log} is written
   * @param ownOutput whether the caller reads standard output; else it goes into the log too
   */
  static ServerProcess start(List<String> command, Path folder, boolean ownOutput) {
    Path log = folder.resolve("server.log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectError(log.toFile());
    if (!ownOutput) {
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
    }
    builder.environment().putIfAbsent("OMP_NUM_THREADS", "1");
    try {
      return new ServerProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process process() {
    return process;
  }

  /**
   * Waits until the process is ready.
   *
   * @throws AssertionError with the end of the log, if it ends or takes too long; it is stopped
   */
  void await(BooleanSupplier ready, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    while (!ready.getAsBoolean()) {
      if (endsWithin(PAUSE)) {
        throw failure("ended with exit code " + process.exitValue());
      }
      if (servesNothing()) {
        throw failure("started without the application");
      }
      if (System.nanoTime() > deadline) {
        throw failure("was not ready after " + within.toSeconds() + " s");
      }
    }
  }

  /** The first failure in the log, if there is one, and its last lines. */
  String logTail() {
    List<String> lines = logText().lines().toList();
    Stream<String> failure =
        lines.stream().dropWhile(line -> !line.contains("SEVERE")).limit(TAIL).map("! "::concat);
    Stream<String> end = lines.stream().skip(Math.max(0, lines.size() - TAIL));
    return Stream.concat(failure, end).collect(Collectors.joining(System.lineSeparator()));
  }

  Path log() {
    return log;
  }

  @Override
  public void close() {
    stop();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  /** A failed deployment neither ends Payara Micro nor keeps it from saying that it is ready. */
  private boolean servesNothing() {
    return NOTHING_DEPLOYED.matcher(logText()).find();
  }

  private String logText() {
    try {
      // Whatever bytes the server wrote: a log must never hide its own message.
      return Files.readString(log, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  private AssertionError failure(String what) {
    String tail = logTail();
    close();
    return new AssertionError(
        "The server " + what + ". The end of " + log + ":" + System.lineSeparator() + tail);
  }

  /** Asks politely first, so that the server can write what JaCoCo counted. */
  private void stop() {
    process.destroy();
    if (!endsWithin(PATIENCE)) {
      process.destroyForcibly();
    }
  }

  private boolean endsWithin(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
