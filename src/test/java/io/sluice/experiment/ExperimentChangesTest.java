package io.sluice.experiment;

import static io.sluice.experiment.ExperimentFixture.ADMIN;
import static io.sluice.experiment.ExperimentFixture.RENT;
import static io.sluice.experiment.ExperimentFixture.arms;
import static io.sluice.experiment.ExperimentFixture.halves;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.Violation;
import io.sluice.testing.TestDatabase;
import io.sluice.traffic.Arm;
import io.sluice.traffic.DefinitionReader;
import io.sluice.traffic.ExperimentDefinition;
import io.sluice.traffic.ExperimentState;
import io.sluice.traffic.ExperimentStore;
import io.sluice.traffic.StoredExperiment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
final class ExperimentChangesTest {
  private final ExperimentFixture fixture;

  ExperimentChangesTest(TestDatabase kind) {
    fixture = new ExperimentFixture(kind);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void put_new_splitsRequestsAndIsAudited() {
    StoredExperiment stored = fixture.put(halves(""));

    assertThat(stored.revision()).isEqualTo(1);
    assertThat(stored.state()).isEqualTo(ExperimentState.RUNNING);
    assertThat(fixture.ask("anna")).isIn("control", "challenger");
    assertThat(fixture.audit()).containsExactly("experiment.set ok");
  }

  @Test
  void put_otherWeights_isOneChangeOfTheRevisionNamed() {
    StoredExperiment first = fixture.put(halves(""));
    for (int user = 0; user < 50; user++) {
      fixture.ask("u" + user);
    }

    StoredExperiment second = put(arms(0, 100, ""), Optional.of(Revision.of(first)));

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.revision()).isEqualTo(2);
    assertThat(second.salt()).isEqualTo(first.salt());
    for (int user = 0; user < 50; user++) {
      assertThat(fixture.ask("u" + user)).isEqualTo("challenger");
    }
    // What was counted stays; units are told apart anew, for they are held against the weights.
    ExperimentReport report = fixture.report();
    assertThat(report.exposure("control").requests() + report.exposure("challenger").requests())
        .isEqualTo(100);
    assertThat(report.running().units("challenger")).isEqualTo(50);
    refused(Kind.PRECONDITION_FAILED, () -> put(halves(""), Optional.of(Revision.of(first))));
    assertThat(fixture.audit())
        .containsExactly(
            "experiment.set ok", "experiment.set ok", "experiment.set precondition-failed");
  }

  @Test
  void put_otherGoalOrArms_isRefusedWhileItRuns() {
    fixture.put(halves(""));

    refused(
        Kind.EXPERIMENT_CONFLICT,
        () -> fixture.put(halves("").replace("\"minimumEffect\":0.1", "\"minimumEffect\":0.2")));
    refused(
        Kind.EXPERIMENT_CONFLICT,
        () -> fixture.put(halves("").replace("\"version\":\"2\"", "\"version\":\"3\"")));
    assertThat(fixture.report().stored().revision()).isEqualTo(1);
  }

  @Test
  void put_ifNoneMatch_leavesWhatRunsAlone() {
    fixture.put(halves(""));

    refused(
        Kind.PRECONDITION_FAILED,
        () -> fixture.parts.changes().put(RENT, read(halves("")), Optional.empty(), true, ADMIN));
  }

  @Test
  void put_armsThatCannotBeCompared_areRefusedWithTheReason() {
    ChangeException unready =
        refused(
            Kind.EXPERIMENT_REJECTED,
            () -> fixture.put(halves("").replace("\"version\":\"2\"", "\"version\":\"9\"")));
    ChangeException field =
        refused(
            Kind.EXPERIMENT_REJECTED,
            () ->
                fixture.put(
                    halves("").replace("{\"header\":\"X-User\"}", "{\"field\":\"nosuch\"}")));
    ChangeException metric =
        refused(
            Kind.EXPERIMENT_REJECTED,
            () -> fixture.put(halves("").replace("\"mae\"", "\"accuracy\"")));

    assertThat(unready.reason()).isEqualTo("VERSION_NOT_READY");
    assertThat(unready.differences())
        .extracting(Violation::pointer)
        .containsExactly("/arms/1/version");
    assertThat(field.reason()).isEqualTo("FIELD_UNFIT");
    assertThat(metric.reason()).isEqualTo("METRIC_UNFIT");
    assertThat(fixture.audit()).hasSize(3).allMatch(one -> one.endsWith("experiment-rejected"));
  }

  @Test
  void promote_arm_isProductionAndEndsTheExperimentAtOnce() {
    StoredExperiment stored = fixture.put(halves(""));
    Arm challenger = stored.definition().arms().get(1);

    fixture.parts.changes().promote(stored, challenger, "challenger better", ADMIN);

    assertThat(fixture.production()).isEqualTo("2");
    assertThat(fixture.experiments.all()).isEmpty();
    StoredExperiment ended = fixture.report().stored();
    assertThat(ended.state()).isEqualTo(ExperimentState.PROMOTED);
    assertThat(ended.outcome()).isEqualTo("promoted challenger (version 2): challenger better");
    assertThat(fixture.audit())
        .containsExactly("experiment.set ok", "experiment.promote ok", "alias.set ok");
    refused(
        Kind.EXPERIMENT_NOT_FOUND,
        () -> fixture.parts.changes().promote(stored, challenger, "again", ADMIN));
    List<StoredExperiment> running = fixture.database.read(c -> ExperimentStore.running(c));
    assertThat(running).isEmpty();
  }

  @Test
  void delete_versionThatAnExperimentNeeds_isRefusedUntilItEnds() {
    StoredExperiment stored = fixture.put(halves(""));

    refused(Kind.VERSION_IN_USE, () -> fixture.doors.remove(ExperimentFixture.version(2)));
    fixture.doors.remove(ExperimentFixture.version(3));
    fixture.parts.changes().end(stored, ExperimentState.STOPPED, "enough", ADMIN);
    fixture.doors.remove(ExperimentFixture.version(2));

    assertThat(fixture.registry.snapshot().version(ExperimentFixture.version(2))).isEmpty();
  }

  private StoredExperiment put(String definition, Optional<Revision> expected) {
    return fixture.parts.changes().put(RENT, read(definition), expected, false, ADMIN);
  }

  private static ExperimentDefinition read(String definition) {
    return DefinitionReader.read(definition.getBytes(StandardCharsets.UTF_8));
  }

  private static ChangeException refused(Kind kind, ThrowingCallable change) {
    ChangeException[] refusal = new ChangeException[1];
    assertThatThrownBy(change)
        .isInstanceOfSatisfying(
            ChangeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              refusal[0] = e;
            });
    return refusal[0];
  }
}
