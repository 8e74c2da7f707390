package io.sluice.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.database.Database;
import io.sluice.database.DatabaseException;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
final class ExperimentStoreTest {
  private static final ModelName IRIS = new ModelName("iris");
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final Database database;

  ExperimentStoreTest(TestDatabase kind) {
    database = kind.open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void insert_one_isFoundAsItWasDefined() {
    long id = insert();

    StoredExperiment found = database.read(c -> ExperimentStore.running(c, IRIS)).orElseThrow();

    assertThat(found)
        .isEqualTo(
            new StoredExperiment(
                id,
                IRIS,
                ExperimentState.RUNNING,
                definition(50),
                "salt",
                1,
                NOW,
                "key:a",
                null,
                null));
    assertThat(found.split().at(0.4).name()).isEqualTo("control");
    assertThat(all()).containsExactly(found);
  }

  @Test
  void insert_second_isKeptOut() {
    insert();

    assertThatThrownBy(this::insert)
        .isInstanceOf(DatabaseException.class)
        .extracting(e -> ((DatabaseException) e).trouble())
        .isEqualTo(DatabaseException.Trouble.CONFLICT);
    assertThat(all()).hasSize(1);
  }

  @Test
  void change_staleRevision_changesNothing() {
    long id = insert();

    assertThat(change(id, 1, 10)).isTrue();
    assertThat(change(id, 1, 20)).isFalse();

    StoredExperiment found = database.read(c -> ExperimentStore.running(c, IRIS)).orElseThrow();
    assertThat(found.revision()).isEqualTo(2);
    assertThat(found.definition()).isEqualTo(definition(10));
  }

  @Test
  void end_running_makesRoomForAnother() {
    long id = insert();

    assertThat(end(id)).isTrue();
    assertThat(end(id)).isFalse();
    assertThat(change(id, 1, 10)).isFalse();
    assertThat(all()).isEmpty();
    StoredExperiment ended = database.read(c -> ExperimentStore.latest(c, IRIS)).orElseThrow();
    assertThat(ended.state()).isEqualTo(ExperimentState.STOPPED);
    assertThat(ended.outcome()).isEqualTo("enough");
    assertThat(ended.endedAt()).isEqualTo(NOW);
    assertThat(insert()).isGreaterThan(id);
  }

  private List<StoredExperiment> all() {
    return database.read(c -> ExperimentStore.running(c));
  }

  private long insert() {
    return database.transaction(
        c -> ExperimentStore.insert(c, IRIS, definition(50), "salt", NOW, "key:a"));
  }

  private boolean change(long id, int revision, int weight) {
    return database.transaction(c -> ExperimentStore.change(c, id, revision, definition(weight)));
  }

  private boolean end(long id) {
    return database.transaction(
        c -> ExperimentStore.end(c, id, ExperimentState.STOPPED, "enough", NOW));
  }

  private static ExperimentDefinition definition(int percent) {
    int weight = percent * 100;
    return new ExperimentDefinition(
        List.of(
            new Arm("control", new ModelVersion(1), Arm.WHOLE - weight, false),
            new Arm("challenger", new ModelVersion(2), weight, false)),
        "control",
        new AssignmentRule.ByCaller(),
        false,
        null,
        null,
        new Goal(GoalMetric.ACCURACY, 0.01, 0.05),
        Guardrails.NONE,
        null,
        false,
        false);
  }
}
