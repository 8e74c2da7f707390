package io.sluice.deployment;

import io.sluice.intake.SourceFormat;
import io.sluice.intake.StagedFile;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Requester;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionState;
import io.sluice.testing.steps.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A server without a container: starts on a data directory, takes one version by HTTP's way and one
 * by the folder's, points an alias, and tells each thing that somebody was told. Ends only by being
 * killed, before the step that it was given at the latest.
 */
public final class KilledPushMain {
  static final ModelName IRIS = new ModelName("iris");
  static final int PUSHED = 2;
  static final int DROPPED = 3;

  private KilledPushMain() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments the data directory; the folder with {@code models} and {@code incoming}; phase
   *     and number of the step to stop at, and whether half of it is made; whether models are tried
   */
  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]).toAbsolutePath();
    Path models = Path.of(arguments[1]).resolve("models");
    Path incoming = Path.of(arguments[1]).resolve("incoming");
    Steps.watch(
        data, arguments[2], Integer.parseInt(arguments[3]), Boolean.parseBoolean(arguments[4]));
    DataUse use = DataUse.begin(data);
    use.clear();
    ModelRegistry registry = new ModelRegistry(event -> {}, event -> {});
    Workshop shop =
        new Workshop(
            registry,
            data,
            TimeSource.SYSTEM,
            Map.of(),
            Workshop.admission(data, Boolean.parseBoolean(arguments[5])));
    Steps.phase("boot");
    final FolderScan folder = shop.boot(models);
    tellIfServing(registry, 1);

    Steps.phase("push");
    push(shop, incoming);
    Steps.say("acknowledged " + PUSHED);

    Steps.phase("drop");
    Files.move(incoming.resolve("3"), models.resolve("iris").resolve("3"));
    folder.scan(false);
    folder.scan(false);
    tellIfServing(registry, DROPPED);

    Steps.phase("point");
    shop.moves.set(
        new AliasTarget(IRIS, ModelEntry.PRODUCTION),
        new ModelVersion(PUSHED),
        OptionalLong.empty(),
        Requester.ofServer("point"));
    Steps.say("pointed " + PUSHED);

    Steps.phase("end");
    Steps.say("end");
    while (System.in.read() >= 0) {
      // Whoever started this process kills it.
    }
    use.close();
  }

  private static void tellIfServing(ModelRegistry registry, int version) {
    registry
        .snapshot()
        .version(new ModelId(IRIS, new ModelVersion(version)))
        .filter(status -> status.state() == VersionState.READY)
        .ifPresent(status -> Steps.say("acknowledged " + version));
  }

  /** Pushes the version that came in, as a request does. */
  static PushedVersion push(Workshop shop, Path incoming) throws IOException {
    Path graph = incoming.resolve("2").resolve("model.onnx");
    boolean onnx = Files.exists(graph);
    Path file = onnx ? graph : incoming.resolve("2").resolve("model.zip");
    try (var body = Files.newInputStream(file);
        StagedFile staged = shop.intake.stage(body, Files.size(file), null)) {
      return shop.push.push(
          new PushOrder(
              IRIS,
              new ModelVersion(PUSHED),
              onnx ? SourceFormat.ONNX : SourceFormat.DL4J,
              staged,
              Files.readString(incoming.resolve("2").resolve("model.json")),
              null,
              null,
              false,
              false,
              Requester.ofServer("push")));
    }
  }
}
