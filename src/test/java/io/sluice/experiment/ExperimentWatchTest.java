package io.sluice.experiment;

import static io.sluice.experiment.ExperimentFixture.RENT;
import static io.sluice.experiment.ExperimentFixture.arms;
import static io.sluice.experiment.ExperimentFixture.halves;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.testing.TestDatabase;
import io.sluice.traffic.ExperimentState;
import io.sluice.traffic.ShadowCounts;
import io.sluice.traffic.StoredExperiment;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
final class ExperimentWatchTest {
  private final ExperimentFixture fixture;

  ExperimentWatchTest(TestDatabase kind) {
    fixture = new ExperimentFixture(kind);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void look_startAndEnd_splitOnlyInBetween() {
    fixture.put(halves(",\"start\":\"2026-11-24T12:01:00Z\",\"end\":\"2026-11-24T12:02:00Z\""));
    look(0);
    assertThat(fixture.experiments.all()).isEmpty();
    look(60);
    assertThat(fixture.experiments.all()).containsOnlyKeys(RENT);
    look(60);

    assertThat(fixture.experiments.all()).isEmpty();
    assertThat(state()).isEqualTo(ExperimentState.COMPLETED);
    assertThat(fixture.report().stored().outcome()).startsWith("not enough data");
    assertThat(fixture.audit()).contains("experiment.complete ok");
  }

  @Test
  void restart_inTheMiddle_keepsTheSplitAndWhatWasTold() {
    fixture.put(halves(""));
    Map<String, String> arms = new HashMap<>();
    for (int user = 0; user < 200; user++) {
      arms.put("u" + user, fixture.ask("u" + user));
    }
    long shown = fixture.report().exposure("control").requests();

    fixture.restart();

    arms.forEach((user, arm) -> assertThat(fixture.ask(user)).isEqualTo(arm));
    assertThat(shown).isBetween(60L, 140L);
    assertThat(fixture.report().exposure("control").requests()).isEqualTo(2 * shown);
    assertThat(fixture.report().exposure("challenger").rows()).isEqualTo(2 * (200 - shown));
  }

  @Test
  void look_changeByAnotherServer_isFollowed() {
    fixture.put(halves(""));
    ExperimentParts other = fixture.parts;
    fixture.restart();

    other
        .changes()
        .end(fixture.report().stored(), ExperimentState.STOPPED, "", ExperimentFixture.ADMIN);
    assertThat(fixture.experiments.all()).isNotEmpty();
    look(2);

    assertThat(fixture.experiments.all()).isEmpty();
  }

  @Test
  void look_challengerThatFails_isRolledBackWithinTwoLooks() {
    fixture.put(guarded("true"));
    failures();
    look(2);

    assertThat(state()).isEqualTo(ExperimentState.ROLLED_BACK);
    assertThat(fixture.experiments.all()).isEmpty();
    assertThat(fixture.report().stored().outcome())
        .startsWith("rolled back: challenger failed ")
        .endsWith("which is more than 0.1 of them");
    assertThat(fixture.audit()).contains("experiment.rollback ok");
  }

  @Test
  void look_breachWithoutTheAction_isOnlyShown() {
    fixture.put(guarded("false"));
    failures();
    look(2);

    assertThat(state()).isEqualTo(ExperimentState.RUNNING);
    assertThat(ReportForm.of(fixture.report()).get("arms").toString()).contains("breach=failed ");
    // A minute later nobody speaks of it any more.
    look(30);
    look(31);
    assertThat(ReportForm.of(fixture.report()).get("arms").toString()).doesNotContain("breach");
  }

  @Test
  void look_challengerThatIsSlow_isRolledBack() {
    fixture.put(
        halves(
            ",\"guardrails\":{\"latencyP99Millis\":50},\"actions\":{\"rollBackOnBreach\":true}"));
    for (int user = 0; user < 100; user++) {
      String arm = fixture.ask("u" + user, 40_000_000);
      assertThat(arm).isNotEmpty();
    }
    look(2);
    assertThat(state()).isEqualTo(ExperimentState.RUNNING);
    for (int user = 0; user < 100; user++) {
      fixture.ask("u" + user, 90_000_000);
    }
    look(2);

    assertThat(state()).isEqualTo(ExperimentState.ROLLED_BACK);
  }

  @Test
  void look_canaryByTime_takesItsSteps() {
    fixture.put(arms(50, 50, ",\"schedule\":{\"steps\":[1,5,25,50,100],\"every\":\"PT1H\"}"));
    assertThat(challengersPart()).isEqualTo(100);
    look(3599);
    assertThat(challengersPart()).isEqualTo(100);
    look(1);
    assertThat(challengersPart()).isEqualTo(500);
    look(3 * 3600);
    assertThat(challengersPart()).isEqualTo(10_000);
    look(3600);

    assertThat(fixture.ask("anybody")).isEqualTo("challenger");
    assertThat(fixture.audit()).filteredOn("experiment.step ok"::equals).hasSize(2);
  }

  @Test
  void look_canaryByEvidence_needsSomeAtEachStep() {
    StoredExperiment stored =
        fixture.put(arms(50, 50, ",\"schedule\":{\"steps\":[10,50],\"every\":\"evidence\"}"));
    look(2);
    assertThat(challengersPart()).isEqualTo(1_000);
    fixture.tellMany(stored, 300, 0.5, 0.5);
    look(60);
    assertThat(challengersPart()).isEqualTo(5_000);
    look(60);

    assertThat(fixture.audit()).filteredOn("experiment.step ok"::equals).hasSize(1);
  }

  @Test
  void look_worseChallenger_isNamedAndNotPromoted() {
    StoredExperiment stored = fixture.put(halves(",\"actions\":{\"promoteOnWin\":true}"));
    fixture.tellMany(stored, 200, 0.5, 1.5);
    look(2);

    ExperimentReport report = fixture.report();
    assertThat(report.judgement().text()).isEqualTo("control better");
    assertThat(report.judgement().means().get("control").mean()).isCloseTo(0.5, within(1e-6));
    assertThat(report.judgement().means().get("challenger").mean()).isCloseTo(1.5, within(1e-6));
    assertThat(state()).isEqualTo(ExperimentState.RUNNING);
  }

  @Test
  void look_betterChallenger_isPromotedOnlyIfThatIsWanted() {
    StoredExperiment stored = fixture.put(halves(""));
    fixture.tellMany(stored, 200, 1.5, 0.5);
    look(2);
    assertThat(fixture.report().judgement().text()).isEqualTo("challenger better");
    assertThat(state()).isEqualTo(ExperimentState.RUNNING);

    fixture.put(halves(",\"actions\":{\"promoteOnWin\":true}"));
    look(2);

    assertThat(state()).isEqualTo(ExperimentState.PROMOTED);
    assertThat(fixture.production()).isEqualTo("2");
    assertThat(fixture.audit()).endsWith("experiment.promote ok", "alias.set ok");
  }

  @Test
  void report_shadow_isComparedWithWhoAnswered() {
    fixture.put(
        halves("")
            .replace(
                "\"weight\":50}],",
                "\"weight\":50},{\"name\":\"third\",\"version\":\"3\",\"shadow\":true}],"));
    for (int user = 0; user < 40; user++) {
      assertThat(fixture.ask("u" + user)).isNotEqualTo("third");
    }

    ShadowCounts counts = Objects.requireNonNull(fixture.report().running()).shadowed("third");
    assertThat(counts.rows()).isEqualTo(40);
    assertThat(counts.agreed()).isZero();
    assertThat(counts.largestDifference()).isEqualTo(2);
    assertThat(counts.dropped()).isZero();
    assertThat(ReportForm.of(fixture.report()).get("arms").toString())
        .contains("agreementRate=0.0");
  }

  private static String guarded(String rollBack) {
    return halves(
        ",\"guardrails\":{\"errorRate\":0.1},\"actions\":{\"rollBackOnBreach\":%s}"
            .formatted(rollBack));
  }

  /** Half of the challenger's requests. */
  private void failures() {
    for (int user = 0; user < 200; user++) {
      if (fixture.ask("u" + user).equals("challenger")) {
        fixture.fail("u" + user);
      }
    }
  }

  private void look(long after) {
    fixture.time.pass(after);
    fixture.parts.watch().look();
  }

  private ExperimentState state() {
    return fixture.report().stored().state();
  }

  private int challengersPart() {
    return fixture.report().stored().definition().arms().get(1).weight();
  }
}
