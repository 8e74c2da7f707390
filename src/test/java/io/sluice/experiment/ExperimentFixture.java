package io.sluice.experiment;

import static io.sluice.testing.FakePredictor.constant;

import io.sluice.audit.AuditFilter;
import io.sluice.audit.AuditLog;
import io.sluice.audit.AuditRow;
import io.sluice.database.Database;
import io.sluice.database.Sql;
import io.sluice.deployment.DeploymentDoors;
import io.sluice.feedback.OutcomeSource;
import io.sluice.model.ArtifactFormat;
import io.sluice.model.Caller;
import io.sluice.model.Digest;
import io.sluice.model.InstanceSource;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.PlainInstances;
import io.sluice.model.Requester;
import io.sluice.model.Target;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;
import io.sluice.repository.CommitState;
import io.sluice.repository.CommittedVersion;
import io.sluice.repository.VersionCatalogue;
import io.sluice.testing.FakePredictor;
import io.sluice.testing.TestDatabase;
import io.sluice.traffic.DefinitionReader;
import io.sluice.traffic.Experiments;
import io.sluice.traffic.Route;
import io.sluice.traffic.Router;
import io.sluice.traffic.ShadowQueue;
import io.sluice.traffic.StoredExperiment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A model {@code rent} whose version n always answers n, with its experiments, over a database of
 * its own. Time passes only where a test says so.
 */
final class ExperimentFixture implements AutoCloseable {
  static final ModelName RENT = new ModelName("rent");
  static final Requester ADMIN = Requester.ofServer("test");
  static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  final Database database;
  final ModelRegistry registry = new ModelRegistry(event -> {}, event -> {});
  final Clock time = new Clock();
  Experiments experiments = new Experiments();
  ExperimentParts parts;
  DeploymentDoors doors;

  /** Moves by hand. */
  static final class Clock implements TimeSource {
    private long millis;

    @Override
    public Instant now() {
      return START.plusMillis(millis);
    }

    @Override
    public long nanoTime() {
      return millis * 1_000_000;
    }

    void pass(long seconds) {
      millis += seconds * 1000;
    }
  }

  ExperimentFixture(TestDatabase kind) {
    database = kind.open();
    for (int version = 1; version <= 3; version++) {
      FakePredictor predictor = constant("rent", version, version);
      registry.publish(predictor.ready(), predictor, () -> {});
      CommittedVersion row = row(version);
      database.transaction(connection -> VersionCatalogue.insert(connection, row));
    }
    doors = new DeploymentDoors(database, registry);
    parts = parts();
  }

  /** The server goes and comes again: what is in memory only is lost. */
  void restart() {
    experiments = new Experiments();
    parts = parts();
    parts.watch().begin();
  }

  private ExperimentParts parts() {
    return ExperimentParts.of(
        database,
        registry,
        doors.changes(),
        doors.promotion(),
        experiments,
        new ShadowQueue(registry, Runnable::run),
        new OutcomeSource(database),
        time);
  }

  StoredExperiment put(String definition) {
    return parts
        .changes()
        .put(
            RENT,
            DefinitionReader.read(definition.getBytes(StandardCharsets.UTF_8)),
            Optional.empty(),
            false,
            ADMIN);
  }

  /** A definition of two arms. */
  static String halves(String more) {
    return arms(50, 50, more);
  }

  static String arms(int control, int challenger, String more) {
    return """
        {"arms":[{"name":"control","version":"1","weight":%d},
                 {"name":"challenger","version":"2","weight":%d}],
         "assignment":{"header":"X-User"},"override":true,
         "metric":"mae","minimumEffect":0.1%s}"""
        .formatted(control, challenger, more);
  }

  /** Asks for a user; his arm. */
  String ask(String user) {
    return ask(user, 1_000_000);
  }

  String ask(String user, long nanos) {
    try (Route route = route(user)) {
      route.answered(route.predictor().predict(route.watch(route.source())), nanos);
      return Objects.requireNonNull(route.arm());
    }
  }

  /** A request that its arm fails to answer. */
  void fail(String user) {
    try (Route route = route(user)) {
      route.failed();
    }
  }

  private Route route(String user) {
    InstanceSource one = signature -> PlainInstances.read(signature, List.of(Map.of("x", 1)));
    return new Router(registry, experiments)
        .route(
            new Target.Live(RENT), Caller.SYSTEM, name -> name.equals("X-User") ? user : null, one);
  }

  /** Tells what came true of a prediction of an arm. */
  void tell(StoredExperiment experiment, String arm, float predicted, double truth) {
    byte[] output =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(predicted).array();
    database.transaction(
        connection ->
            Sql.update(
                connection,
                "INSERT INTO feedback (prediction_id, instance, model, version, arm,"
                    + " experiment_id, unit, output, quantity, predicted_at, given_at, given_by)"
                    + " VALUES (?, 0, 'rent', 1, ?, ?, 0, ?, ?, ?, ?, 'test')",
                UUID.randomUUID(),
                arm,
                experiment.id(),
                output,
                truth,
                START,
                START));
  }

  /** Outcomes of as many predictions of both arms, off by about these. */
  void tellMany(StoredExperiment experiment, int count, double control, double challenger) {
    for (int i = 0; i < count; i++) {
      double noise = i % 2 == 0 ? 0.05 : -0.05;
      tell(experiment, "control", 1, 1 + control + noise);
      tell(experiment, "challenger", 2, 2 + challenger + noise);
    }
  }

  ExperimentReport report() {
    return parts.reports().latest(RENT);
  }

  List<String> audit() {
    return database.read(connection -> AuditLog.page(connection, 0, 1000, AuditFilter.ALL)).stream()
        .map((AuditRow entry) -> entry.action() + " " + entry.outcome())
        .toList();
  }

  @Nullable String production() {
    return registry.model(RENT).live().map(Object::toString).orElse(null);
  }

  static ModelId version(int number) {
    return FakePredictor.id("rent", number);
  }

  private static CommittedVersion row(int version) {
    Digest digest = new Digest("sha256:%064x".formatted(version));
    return new CommittedVersion(
        version(version),
        digest,
        10,
        digest,
        20,
        ArtifactFormat.DL4J,
        null,
        CommitState.COMMITTED,
        START,
        "test",
        null);
  }

  @Override
  public void close() {
    database.close();
  }
}
