package io.sluice.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The servers of one run, each started when it is first asked for and kept to the end. */
final class Servers implements AutoCloseable {
  private static final String ONE_ROW = "sluice.predict.max-batch-rows=1";

  private final Path root;
  private final Path out;
  private final BenchModels models;
  private final Map<String, ServedProcess> running = new HashMap<>();

  /**
   * @param root of the checkout
   * @param out where the servers write
   */
  Servers(Path root, Path out, BenchModels models) {
    this.root = root;
    this.out = out;
    this.models = models;
  }

  /** Sluice as it is shipped, with the networks of the run. */
  ServedProcess sluice() throws IOException, InterruptedException {
    return started(Targets.SLUICE, war("target/sluice.war"), modelsDir(models.served()));
  }

  /** Sluice with batches of one row. */
  ServedProcess unbatched() throws IOException, InterruptedException {
    return started(
        Targets.UNBATCHED,
        war("target/sluice.war"),
        modelsDir(models.served()),
        List.of("--set", ONE_ROW));
  }

  /** The plain servlet. */
  ServedProcess ceiling() throws IOException, InterruptedException {
    Path war = out.resolve("ceiling.war");
    if (!running.containsKey(Endpoint.CEILING)) {
      CeilingWar.write(war);
    }
    return started(
        Endpoint.CEILING,
        List.of("--war", war.toString()),
        modelsDir(models.served()),
        List.of("--set", "ceiling.models=" + models.graphs()));
  }

  /** The server that does nothing. */
  ServedProcess control() throws IOException, InterruptedException {
    ServedProcess server = running.get(ServedProcess.CONTROL);
    if (server == null) {
      server = ServedProcess.control(out);
      running.put(ServedProcess.CONTROL, server);
    }
    return server;
  }

  /** Starts Sluice with the sample models, and stops it: how long the start took, in seconds. */
  double secondsToReady() throws IOException, InterruptedException {
    try (ServedProcess server =
        ServedProcess.start("samples", root, out, war("target/sluice.war"))) {
      return server.start().toMillis() / 1e3;
    }
  }

  @Override
  public void close() throws IOException {
    for (ServedProcess server : running.values()) {
      server.close();
    }
    running.clear();
  }

  @SafeVarargs
  private ServedProcess started(String name, List<String>... options)
      throws IOException, InterruptedException {
    ServedProcess server = running.get(name);
    if (server == null) {
      List<String> all = new ArrayList<>();
      for (List<String> some : options) {
        all.addAll(some);
      }
      server = ServedProcess.start(name, root, out, all);
      running.put(name, server);
    }
    return server;
  }

  private List<String> war(String file) {
    return List.of("--war", root.resolve(file).toString());
  }

  private static List<String> modelsDir(Path folder) {
    return List.of("--models-dir", folder.toString());
  }
}
