package io.sluice.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server started by {@code payara/serve}, with everything that the script sets. It is stopped by
 * a signal to the script, at the latest with this JVM.
 */
final class ServedProcess implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(40);
  private static final int PAUSE_MILLIS = 50;
  private static final Pattern RSS = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

  /** The name of {@link ControlServer}. */
  static final String CONTROL = "control";

  private final String name;
  private final int port;
  private final Process script;
  private final ProcessHandle server;
  private final Duration start;
  private final Thread atExit;

  private ServedProcess(
      String name, int port, Process script, ProcessHandle server, Duration start, Thread atExit) {
    this.name = name;
    this.port = port;
    this.script = script;
    this.server = server;
    this.start = start;
    this.atExit = atExit;
  }

  /**
   * Starts a server and waits until the script says that it is ready.
   *
   * @param name of the server, and of its data folder
   * @param root of the checkout
   * @param out where its data folder is made
   * @param options of the script, beside port and data folder
   * @throws IOException with what the script said, if it does not become ready
   */
  static ServedProcess start(String name, Path root, Path out, List<String> options)
      throws IOException, InterruptedException {
    int port = freePort();
    Path data = Files.createDirectories(out.resolve("servers").resolve(name));
    Path said = data.resolve("serve.out");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", root.resolve("payara/serve").toString()));
    command.addAll(List.of("--port", Integer.toString(port), "--data-dir", data.toString()));
    command.addAll(options);
    long from = System.nanoTime();
    Process script =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    Thread atExit = new Thread(script::destroy, "stop " + name);
    Runtime.getRuntime().addShutdownHook(atExit);
    while (!Files.readString(said, StandardCharsets.UTF_8).contains("Sluice is ready")) {
      boolean ended = script.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      if (ended || System.nanoTime() - from > READY_WITHIN.toNanos()) {
        script.destroy();
        throw new IOException(
            "the server '" + name + "' did not become ready:\n" + Files.readString(said));
      }
    }
    Duration start = Duration.ofNanos(System.nanoTime() - from);
    ProcessHandle server =
        script
            .toHandle()
            .children()
            .filter(child -> child.info().command().orElse("").endsWith("java"))
            .findFirst()
            .orElseThrow(() -> new IOException("the server '" + name + "' has no process"));
    return new ServedProcess(name, port, script, server, start, atExit);
  }

  /**
   * Starts {@link ControlServer} in a process of its own, and waits until it takes connections.
   *
   * @param out where it may write what went wrong
   * @throws IOException with what it said, if it does not
   */
  static ServedProcess control(Path out) throws IOException, InterruptedException {
    int port = freePort();
    Path said = Files.createDirectories(out).resolve(CONTROL + ".out");
    long from = System.nanoTime();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ControlServer.class.getName(),
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    Thread atExit = new Thread(process::destroy, "stop " + CONTROL);
    Runtime.getRuntime().addShutdownHook(atExit);
    while (!accepts(port)) {
      boolean ended = process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      if (ended || System.nanoTime() - from > READY_WITHIN.toNanos()) {
        process.destroy();
        throw new IOException("the control did not become ready:\n" + Files.readString(said));
      }
    }
    Duration start = Duration.ofNanos(System.nanoTime() - from);
    return new ServedProcess(CONTROL, port, process, process.toHandle(), start, atExit);
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  /** From the call of the script to its word that the server is ready. */
  Duration start() {
    return start;
  }

  /** Processor time that the server has used so far, in user and system mode. */
  Duration cpu() {
    return server.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Resident memory of the server in MiB; 0 where there is no {@code /proc}. */
  long rssMebibytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(server.pid()), "status");
    return Files.isReadable(status) ? rssMebibytes(Files.readString(status)) : 0;
  }

  /** Resident memory of a process in MiB, from the text of its {@code /proc/<pid>/status}. */
  static long rssMebibytes(String status) {
    Matcher matcher = RSS.matcher(status);
    return matcher.find() ? Long.parseLong(matcher.group(1)) >> 10 : 0;
  }

  @Override
  public void close() throws IOException {
    script.destroy();
    try {
      if (!script.waitFor(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        server.destroyForcibly();
        script.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
