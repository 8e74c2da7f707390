package io.sluice.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real PostgreSQL, from the binaries on the class path, in a folder of its own that goes with it.
 * It refuses to run as root, so there it runs as {@code nobody}.
 */
public final class PostgresServer implements AutoCloseable {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final Duration START_WITHIN = Duration.ofMinutes(1);
  private static final long PAUSE_MILLIS = 50;
  private static final String USER = "sluice";

  private final Path home;
  private final int port;
  private final Thread atExit = new Thread(this::delete, "stop PostgreSQL");
  private Process process;

  private PostgresServer(Path home, int port) {
    this.home = home;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** The one that tests share, each with a database of its own; stopped with this JVM. */
  public static PostgresServer shared() {
    return Shared.SERVER;
  }

  /** Starts one that the caller may stop, freeze and kill. */
  public static PostgresServer start() {
    try {
      Path home = Files.createTempDirectory("sluice-postgres");
      PostgresServer server = new PostgresServer(home, freePort());
      server.install();
      server.restart();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new, empty database; its name is for {@link #url}. */
  public String createDatabase() {
    String name = "d" + DATABASES.incrementAndGet();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return name;
  }

  /** The JDBC URL of a database, without a user. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Where it listens, on the loopback address. */
  public int port() {
    return port;
  }

  /** Its first process; its others are descendants of it. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Kills all its processes as a crash would, and waits until they are gone. */
  public void kill() {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
  }

  /** Starts it on its data, after {@link #kill}. */
  public void restart() {
    process =
        launch(
            "postgres",
            "-D",
            data().toString(),
            "-p",
            String.valueOf(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=");
    long deadline = System.nanoTime() + START_WITHIN.toNanos();
    while (!answers()) {
      if (endsWithin(PAUSE_MILLIS) || System.nanoTime() > deadline) {
        throw new AssertionError("PostgreSQL does not start: " + log());
      }
    }
  }

  @Override
  public void close() {
    delete();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void install() throws IOException {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path archive = home.resolve("postgres.txz");
    try (InputStream binaries = PostgresServer.class.getResourceAsStream(resource())) {
      if (binaries == null) {
        throw new IllegalStateException("no " + resource() + " on the class path");
      }
      Files.copy(binaries, archive);
    }
    finish(new ProcessBuilder("tar", "-xf", archive.toString(), "-C", home.toString()));
    Files.delete(archive);
    Files.createDirectory(data());
    if (isRoot()) {
      finish(new ProcessBuilder("chown", "nobody", data().toString()));
    }
    Process made =
        launch("initdb", "-D", data().toString(), "-U", USER, "-A", "trust", "-E", "UTF8");
    if (waitFor(made) != 0) {
      throw new IllegalStateException("initdb failed: " + log());
    }
  }

  /** As the archives of the binaries are named. */
  private static String resource() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    String system = os.contains("mac") ? "darwin" : os.contains("win") ? "windows" : "linux";
    String machine = arch.equals("aarch64") ? "arm_64" : "x86_64";
    return "/postgres-" + system + "-" + machine + ".txz";
  }

  private Process launch(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(
          List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.redirectErrorStream(true).redirectOutput(home.resolve("log").toFile());
    builder.environment().put("LC_ALL", "C");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url("postgres") + "?user=" + USER + "&connectTimeout=2");
  }

  private boolean answers() {
    try (Connection connection = connect()) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  private Path data() {
    return home.resolve("data");
  }

  private String log() {
    try {
      return Files.readString(home.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void delete() {
    if (process != null) {
      kill();
    }
    try {
      finish(new ProcessBuilder("rm", "-rf", home.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean endsWithin(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void finish(ProcessBuilder command) throws IOException {
    if (waitFor(command.inheritIO().start()) != 0) {
      throw new IllegalStateException(command.command() + " failed");
    }
  }

  private static int waitFor(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Started when the first test asks for it. */
  private static final class Shared {
    private static final PostgresServer SERVER = start();
  }
}
