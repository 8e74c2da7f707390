package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Payara Micro in a process of its own, with the application this build made: the real thing, on a
 * port nobody else has. Its log lies in {@code target/servers}.
 */
public final class SluiceServer implements AutoCloseable {

  private final ServerProcess process;
  private final SluiceClient client;
  private final Path data;

  private SluiceServer(ServerProcess process, SluiceClient client, Path data) {
    this.process = process;
    this.client = client;
    this.data = data;
  }

  /** The one server all tests of this JVM share, with the sample models; stopped with the JVM. */
  public static SluiceServer shared() {
    return Shared.SERVER;
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @return the server, to be closed by the caller
   * @throws AssertionError with the end of its log, if it does not become ready in time
   */
  public static SluiceServer start(ServerOptions options) {
    SluiceServer server = launch(options);
    server.process.await(server.client::isReady, options.readyWithin());
    return server;
  }

  /**
   * Starts a server and does not wait: for tests of what it does before it is ready, or instead.
   */
  public static SluiceServer launch(ServerOptions options) {
    int port = freePort();
    Path folder = newFolder();
    Path data =
        Path.of(
            options
                .systemProperties()
                .getOrDefault("sluice.data.dir", folder.resolve("data").toString()));
    List<String> command = java(options.withSystemProperty("sluice.data.dir", data.toString()));
    command.add("-jar");
    command.add(TestPaths.microJar().toString());
    command.addAll(arguments(options, port, folder));
    return new SluiceServer(ServerProcess.start(command, folder, false), clientOf(port), data);
  }

  /** For talking to this server. */
  public SluiceClient client() {
    return client;
  }

  /** This server's address without a path. */
  public URI uri() {
    return client.base();
  }

  /** The data directory of this server. */
  public Path data() {
    return data;
  }

  /** The key that this server made at its first start. */
  public String adminKey() {
    try {
      return Files.readString(data.resolve("admin.key")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the server has made no admin.key", e);
    }
  }

  /** The last lines of this server's log. */
  public String logTail() {
    return process.logTail();
  }

  /** Where this server writes its log. */
  public Path log() {
    return process.log();
  }

  /** The server's process, for tests that stop it in their own way. */
  public Process process() {
    return process.process();
  }

  /** Stops the server and waits for its end. */
  @Override
  public void close() {
    process.close();
  }

  static SluiceClient clientOf(int port) {
    return new SluiceClient(URI.create("http://localhost:" + port));
  }

  /** The JVM and its options: measured by JaCoCo if the build is. */
  static List<String> java(ServerOptions options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    if (!Rows.full()) {
      // Half of the work of a start is the second compiler's; a test is over before that pays.
      command.add("-XX:TieredStopAtLevel=1");
    }
    String agent = System.getProperty("jacoco.server.argLine", "");
    if (agent.contains("-javaagent:")) {
      command.add(agent.replace("\"", ""));
    }
    command.add("-Dsluice.models.dir=" + options.models());
    options.systemProperties().forEach((name, value) -> command.add("-D" + name + "=" + value));
    return command;
  }

  /** Payara Micro's own arguments. */
  static List<String> arguments(ServerOptions options, int port, Path folder) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--deploy",
                options.war().toString(),
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                Integer.toString(port),
                "--rootdir",
                folder.resolve("root").toString()));
    if (Files.isDirectory(options.war())) {
      // Of a folder Payara does not read the context root.
      arguments.addAll(List.of("--contextroot", "/"));
    }
    arguments.addAll(options.arguments());
    return arguments;
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path newFolder() {
    try {
      Path servers = Files.createDirectories(TestPaths.target().resolve("servers"));
      return Files.createTempDirectory(servers, "server-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Started when first asked for, once. */
  private static final class Shared {
    static final SluiceServer SERVER = start(ServerOptions.defaults().packed());
  }
}
