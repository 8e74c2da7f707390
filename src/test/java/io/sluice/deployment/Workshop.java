package io.sluice.deployment;

import io.sluice.database.Database;
import io.sluice.database.DatabaseConfig;
import io.sluice.intake.Dl4jRepacker;
import io.sluice.intake.Intake;
import io.sluice.intake.IntakeLimits;
import io.sluice.intake.ModelSigning;
import io.sluice.intake.SourceFormat;
import io.sluice.intake.Staging;
import io.sluice.intake.Trial;
import io.sluice.metrics.LoadMetrics;
import io.sluice.metrics.QueueMetrics;
import io.sluice.model.Alias;
import io.sluice.model.GateTerms;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;
import io.sluice.repository.LoadMarks;
import io.sluice.repository.ModelFolder;
import io.sluice.repository.ModelStore;
import io.sluice.repository.SeenFiles;
import io.sluice.runtime.batch.WaitingRoom;
import io.sluice.testing.PlainConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/** All that changes versions, put together without a container, over a database in a folder. */
final class Workshop implements AutoCloseable {
  final Database database;
  final Intake intake;
  final VersionPush push;
  final AliasMoves moves;
  final VersionRemoval removal;
  final CatalogueFollower follower;
  final Residency residency;
  final GateOverride override;
  final ModelStore store;
  final LoadMarks marks;
  private final Path data;
  private final StoreLoading loading;
  private final VersionPush.Parts parts;
  private final Map<ModelName, Map<Alias, ModelVersion>> pins;

  /**
   * @param data the data directory
   * @param pins the aliases that the configuration pins
   */
  Workshop(
      ModelRegistry registry,
      Path data,
      TimeSource time,
      Map<ModelName, Map<Alias, ModelVersion>> pins) {
    this(registry, data, time, pins, door(data, Trial.NONE));
  }

  /**
   * The same with another door.
   *
   * @param intake examines what is pushed
   */
  Workshop(
      ModelRegistry registry,
      Path data,
      TimeSource time,
      Map<ModelName, Map<Alias, ModelVersion>> pins,
      Intake intake) {
    this(registry, data, time, pins, intake, Map.of());
  }

  /**
   * The same with gates.
   *
   * @param gates what the configuration asks of models; their data sets lie in {@code datasets}
   */
  Workshop(
      ModelRegistry registry,
      Path data,
      TimeSource time,
      Map<ModelName, Map<Alias, ModelVersion>> pins,
      Intake intake,
      Map<ModelName, GateTerms> gates) {
    this.pins = pins;
    this.data = data;
    this.intake = intake;
    try {
      database =
          Database.open(
              new DatabaseConfig(DatabaseConfig.embedded(data), "sluice", null, 4),
              Executors.defaultThreadFactory());
      store = ModelStore.open(data);
      Changes changes = new Changes(database);
      PushPolicy policy = new PushPolicy(LoadPolicy.parse("all"), true);
      marks = new LoadMarks(store.staging());
      parts =
          new VersionPush.Parts(
              store,
              new VersionLoader(
                  IntakeLimits.DEFAULTS,
                  model -> DeploymentConfigTest.settings(EngineChoice.AUTO),
                  QueueMetrics.NONE,
                  new WaitingRoom(64),
                  time),
              new MemoryAdmission(0),
              changes,
              registry,
              new Publication(registry, LoadMetrics.NONE, model -> policy),
              model -> policy,
              this::isPinned,
              TimeSource.SYSTEM,
              new Numbers(),
              marks,
              new Gates(new GateConfig(data.resolve("datasets"), 1 << 20, 1000, gates)));
      push = new VersionPush(intake, parts);
      Unloaded unloaded = new Unloaded();
      removal = new VersionRemoval(changes, registry);
      loading = new StoreLoading(store, parts.loader(), parts.publication());
      follower = new CatalogueFollower(parts, loading, unloaded);
      moves = new AliasMoves(changes, registry, this::isPinned, TimeSource.SYSTEM);
      residency = new Residency(parts, unloaded);
      override = new GateOverride(parts, moves);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A door with a trial of the caller's; none for one as the server's is while it starts. */
  static Intake door(Path data, Trial trial) {
    return new Intake(
        new Staging(data.resolve("staging"), 0),
        1 << 24,
        false,
        Map.of(SourceFormat.DL4J, new Dl4jRepacker(IntakeLimits.DEFAULTS)),
        new ModelSigning(Map.of(), model -> Optional.empty(), false),
        trial,
        Duration.ofSeconds(10));
  }

  /** The door as the server builds it. */
  static Intake admission(Path data, boolean trial) throws IOException {
    AdmissionConfig config =
        AdmissionConfig.from(new PlainConfig(ConfigurationKeys.load().defaults()));
    return Admission.open(
        trial ? config : config.withoutTrial(),
        data,
        IntakeLimits.DEFAULTS,
        model -> EngineChoice.AUTO,
        TimeSource.SYSTEM);
  }

  /** Starts as a server does, with these models in its folder. */
  FolderScan boot(Path models) {
    try {
      marks.begin();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    follower.begin();
    FolderScan first =
        FolderScan.first(new ModelFolder(models), intake, push, marks, parts, SeenFiles.of(data));
    new Boot(parts, loading, first, pins).run();
    return first.continuedBy(intake, push);
  }

  private boolean isPinned(AliasTarget target) {
    return pins.getOrDefault(target.model(), Map.of()).containsKey(target.alias());
  }

  @Override
  public void close() {
    database.close();
  }
}
