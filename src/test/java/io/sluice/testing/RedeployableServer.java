package io.sluice.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** Payara Micro in one JVM that deploys the application again and again. */
public final class RedeployableServer implements AutoCloseable {

  private final ServerProcess process;
  private final SluiceClient client;
  private final ServerOptions options;
  private final BufferedReader replies;
  private final Writer orders;

  private RedeployableServer(ServerProcess process, SluiceClient client, ServerOptions options) {
    this.process = process;
    this.client = client;
    this.options = options;
    this.replies = process.process().inputReader(StandardCharsets.UTF_8);
    this.orders = process.process().outputWriter(StandardCharsets.UTF_8);
  }

  /** Starts the server, deploys the application for the first time and waits until it is ready. */
  public static RedeployableServer start(ServerOptions options) {
    int port = SluiceServer.freePort();
    Path folder = SluiceServer.newFolder();
    List<String> command = SluiceServer.java(options);
    command.addAll(openings());
    command.add("-cp");
    command.add(
        TestPaths.microJar()
            + System.getProperty("path.separator")
            + TestPaths.target().resolve("test-classes"));
    command.add(RedeployLauncher.class.getName());
    command.addAll(SluiceServer.arguments(options, port, folder));
    RedeployableServer server =
        new RedeployableServer(
            ServerProcess.start(command, folder, true), SluiceServer.clientOf(port), options);
    server.process.await(server.client::isReady, options.readyWithin());
    return server;
  }

  /**
   * Undeploys the application, deploys it again in the same JVM, and waits until it is ready.
   *
   * @return what the JVM says: whether the deployment went well, and how many threads of native
   *     libraries the retired deployment left behind
   */
  public String redeploy() {
    try {
      orders.write("redeploy\n");
      orders.flush();
      String line = replies.readLine();
      while (line != null && !line.startsWith(RedeployLauncher.REPLY)) {
        line = replies.readLine();
      }
      process.await(client::isReady, options.readyWithin());
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException("The server's log ends: " + process.logTail(), e);
    }
  }

  /** For talking to the application. */
  public SluiceClient client() {
    return client;
  }

  /** Where the server writes its log. */
  public Path log() {
    return process.log();
  }

  /** Stops the server and waits for its end. */
  @Override
  public void close() {
    process.close();
  }

  /** What {@code java -jar} would open to the server by itself, from the jar's own manifest. */
  private static List<String> openings() {
    try (JarFile jar = new JarFile(TestPaths.microJar().toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      List<String> options = new ArrayList<>();
      for (String name : List.of("Add-Opens", "Add-Exports")) {
        for (String opened : manifest.getValue(name).split(" ", -1)) {
          options.add("--" + name.toLowerCase(Locale.ROOT) + "=" + opened + "=ALL-UNNAMED");
        }
      }
      return options;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
