package io.sluice.deployment;

import static io.sluice.deployment.KilledPushMain.DROPPED;
import static io.sluice.deployment.KilledPushMain.IRIS;
import static io.sluice.deployment.KilledPushMain.PUSHED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.audit.AuditLog;
import io.sluice.database.Sql;
import io.sluice.model.ModelId;
import io.sluice.model.ModelVersion;
import io.sluice.model.Outcome;
import io.sluice.model.TimeSource;
import io.sluice.registry.Lease;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionState;
import io.sluice.repository.CommittedVersion;
import io.sluice.repository.ModelStore;
import io.sluice.repository.VersionCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts again on what a killed process left, and looks whether all of it is old or new. */
final class AfterKill implements AutoCloseable {
  private static final Map<String, Double> FLOWER =
      Map.of("sepal_length", 5.1, "sepal_width", 3.5, "petal_length", 1.4, "petal_width", 0.2);

  private final Path run;
  private final ModelRegistry registry = new ModelRegistry(event -> {}, event -> {});
  private final DataUse use;
  private final Workshop shop;

  /**
   * Starts.
   *
   * @param run the folder of a {@link KilledPush}
   */
  AfterKill(Path run) throws IOException {
    this.run = run;
    Path data = run.resolve("data");
    use = DataUse.begin(data);
    use.clear();
    shop =
        new Workshop(registry, data, TimeSource.SYSTEM, Map.of(), Workshop.admission(data, false));
    shop.boot(run.resolve("models"));
  }

  /** What each version answers that does. */
  Map<Integer, String> answers() {
    Map<Integer, String> answers = new HashMap<>();
    for (int version = 1; version <= DROPPED; version++) {
      ModelId id = new ModelId(IRIS, new ModelVersion(version));
      if (registry
          .snapshot()
          .version(id)
          .filter(status -> status.state() == VersionState.READY)
          .isPresent()) {
        try (Lease lease = registry.lease(id)) {
          Outcome.Classification outcome =
              (Outcome.Classification) lease.predictor().predict(List.of(FLOWER)).first();
          answers.put(version, outcome.labels() + Arrays.toString(outcome.probabilities()));
        }
      }
    }
    return answers;
  }

  /** The versions that the database has. */
  Set<Integer> committed() {
    return shop.database.read(VersionCatalogue::list).stream()
        .map(version -> version.id().version().number())
        .collect(Collectors.toSet());
  }

  /** Pushes again what was pushed; returns whether it was not there. */
  boolean pushAgain() throws IOException {
    return KilledPushMain.push(shop, run.resolve("incoming")).made();
  }

  /**
   * Checks that no version is in part what it should be.
   *
   * @param expected what each version answers
   */
  void checkWhole(Map<Integer, String> expected) throws IOException {
    ModelStore store = ModelStore.open(run.resolve("data"));
    for (CommittedVersion version : shop.database.read(VersionCatalogue::list)) {
      int number = version.id().version().number();
      assertThat(store.verify(version.stored()))
          .as("file of version " + number)
          .isEqualTo(ModelStore.Condition.INTACT);
      assertThat(answers().get(number)).as("version " + number).isEqualTo(expected.get(number));
    }
    assertThat(committed()).containsAll(answers().keySet());
    assertThat(AuditLog.verify(shop.database).fault()).isNull();
    assertThat(entries("version.push")).as("entries of pushes").isEqualTo(committed().size());
  }

  /** Checks that the alias is where one whole transaction has put it. */
  void checkProduction(boolean pointed) {
    OptionalInt production =
        registry.snapshot().model(IRIS).stream()
            .flatMap(model -> Stream.ofNullable(model.aliases().get(ModelEntry.PRODUCTION)))
            .mapToInt(ModelVersion::number)
            .findFirst();
    int highest = committed().stream().mapToInt(Integer::intValue).max().orElse(0);
    int moves = entries("alias.set");
    assertThat(moves).isGreaterThanOrEqualTo(pointed ? 1 : 0);
    int right = moves > 0 ? PUSHED : highest;
    assertThat(production.orElse(0)).as("production").isEqualTo(right);
  }

  /** Checks that nothing lies about that only the dead process needed. */
  void checkTidy() throws IOException {
    Path data = run.resolve("data");
    for (Path folder : new Path[] {data.resolve("staging"), data.resolve("trial/scratch")}) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          assertThat(
                  files
                      .filter(Files::isRegularFile)
                      .filter(file -> !file.toString().contains("suspect")))
              .as("left over")
              .isEmpty();
        }
      }
    }
  }

  private int entries(String action) {
    return shop.database.read(
        connection ->
            Sql.first(
                    connection,
                    "SELECT COUNT(*) AS n FROM audit_entry WHERE outcome = 'ok' AND action = ?",
                    row -> row.getInt("n"),
                    action)
                .orElseThrow());
  }

  @Override
  public void close() throws IOException {
    registry.retireAll();
    shop.close();
    use.close();
  }
}
