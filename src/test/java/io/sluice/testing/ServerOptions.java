package io.sluice.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a server for tests is started.
 *
 * @param models the folder it serves models from
 * @param war the application it deploys, an archive or a folder
 * @param systemProperties what else it is told, by name; wins over what the application brings
 * @param arguments further arguments of Payara Micro's command line
 * @param readyWithin how long it may take to become ready
 */
public record ServerOptions(
    Path models,
    Path war,
    Map<String, String> systemProperties,
    List<String> arguments,
    Duration readyWithin) {

  /** Copies its collections. */
  public ServerOptions {
    systemProperties = Map.copyOf(systemProperties);
    arguments = List.copyOf(arguments);
  }

  /** The application this build made, with the sample models of this checkout. */
  public static ServerOptions defaults() {
    return new ServerOptions(
        TestPaths.basedir().resolve("models"),
        UnpackedWar.folder(),
        Map.of(),
        List.of(),
        Duration.ofMinutes(3));
  }

  /** The same as the README has it first: {@code --deploy sluice.war}. */
  public ServerOptions packed() {
    return withWar(TestPaths.war());
  }

  /** The same with another folder of models. */
  public ServerOptions withModels(Path folder) {
    return new ServerOptions(folder, war, systemProperties, arguments, readyWithin);
  }

  /** The same with another application. */
  public ServerOptions withWar(Path file) {
    return new ServerOptions(models, file, systemProperties, arguments, readyWithin);
  }

  /** The same with one more system property, or configuration key, of the server. */
  public ServerOptions withSystemProperty(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(systemProperties);
    more.put(name, value);
    return new ServerOptions(models, war, more, arguments, readyWithin);
  }

  /** The same with further arguments of Payara Micro's command line. */
  public ServerOptions withArguments(String... more) {
    List<String> all = Stream.concat(arguments.stream(), Stream.of(more)).toList();
    return new ServerOptions(models, war, systemProperties, all, readyWithin);
  }
}
