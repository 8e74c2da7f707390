package io.sluice.feedback;

import static io.sluice.feedback.FeedbackFixture.IRIS;
import static io.sluice.feedback.FeedbackFixture.LABELS;
import static io.sluice.feedback.FeedbackFixture.NOW;
import static io.sluice.feedback.FeedbackFixture.SALARY;
import static io.sluice.feedback.FeedbackFixture.label;
import static io.sluice.feedback.FeedbackFixture.ofArm;
import static io.sluice.feedback.FeedbackFixture.prediction;
import static io.sluice.feedback.FeedbackFixture.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.database.Database;
import io.sluice.database.Sql;
import io.sluice.evaluation.sequential.UnitMean;
import io.sluice.feedback.FeedbackFixture.SetTime;
import io.sluice.feedback.Reception.Kind;
import io.sluice.model.Caller;
import io.sluice.model.ModelName;
import io.sluice.model.Role;
import io.sluice.model.Violation;
import io.sluice.testing.TestDatabase;
import io.sluice.traffic.GoalMetric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
final class FeedbackDeskTest {
  private static final Caller SHOP = new Caller("key:shop", Set.of(Role.FEEDBACK), Set.of());

  private final Database database;
  private final PredictionQueue queue = new PredictionQueue(100_000);
  private final SetTime time = new SetTime();
  private final FeedbackDesk desk;

  FeedbackDeskTest(TestDatabase kind) {
    database = kind.open();
    desk = new FeedbackDesk(queue, database, FeedbackFixture.registry(), time);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void tell_predictionInMemoryOrWritten_isAcceptedOnce() {
    LoggedPrediction written = offered(prediction(IRIS, 1, 0.5f, 0.3f, 0.2f));
    new LogWriter(queue, database).write();
    LoggedPrediction waiting = offered(prediction(IRIS, 1, 0.1f, 0.3f, 0.6f));

    assertThat(tell(label(written, 0, "setosa"), label(waiting, 0, "setosa")))
        .containsExactly(Kind.ACCEPTED, Kind.ACCEPTED);
    assertThat(tell(label(written, 0, "setosa"), label(waiting, 0, "virginica")))
        .containsExactly(Kind.REPEATED, Kind.CONFLICTING);
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void tell_replace_isReplacedAndThenRepeated() {
    LoggedPrediction one = offered(prediction(SALARY, 1, 100));
    tell(value(one, 90));

    assertThat(desk.tell(List.of(value(one, 95)), true, SHOP))
        .containsExactly(Reception.of(Kind.REPLACED));
    assertThat(tell(value(one, 95))).containsExactly(Kind.REPEATED);
    assertThat(tell(value(one, 90))).containsExactly(Kind.CONFLICTING);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void tell_sameRowTwiceInOneBatch_isAcceptedOnce() {
    LoggedPrediction one = offered(prediction(IRIS, 2, new float[6]));

    assertThat(
            tell(
                label(one, 1, "setosa"),
                label(one, 1, "setosa"),
                label(one, 1, "virginica"),
                label(one, 0, "virginica")))
        .containsExactly(Kind.ACCEPTED, Kind.REPEATED, Kind.CONFLICTING, Kind.ACCEPTED);
    assertThat(desk.tell(List.of(label(one, 1, "virginica"), label(one, 1, "setosa")), true, SHOP))
        .extracting(Reception::kind)
        .containsExactly(Kind.REPLACED, Kind.REPLACED);
    assertThat(tell(label(one, 1, "setosa"))).containsExactly(Kind.REPEATED);
  }

  @Test
  void tell_whatCannotBe_isInvalidAndSaysWhatIsAllowed() {
    LoggedPrediction iris = offered(prediction(IRIS, 2, new float[6]));
    LoggedPrediction salary = offered(prediction(SALARY, 1, 1));

    assertThat(fault(label(iris, 0, "rose")).allowed()).isEqualTo(LABELS);
    assertThat(fault(value(iris, 1)).pointer()).isEqualTo("/value");
    assertThat(fault(label(iris, 0, null)).rule()).isEqualTo(Violation.Rule.MISSING);
    assertThat(fault(label(iris, 2, "setosa")).allowed()).isEqualTo(new Violation.Range(0, 1));
    assertThat(fault(label(iris, -1, "setosa")).pointer()).isEqualTo("/row");
    assertThat(fault(label(salary, 0, "setosa")).pointer()).isEqualTo("/label");
    assertThat(fault(value(salary, Double.NaN)).rule()).isEqualTo(Violation.Rule.FINITE);
    assertThat(count()).isZero();
  }

  @Test
  void tell_modelOfOthers_isUnknown() {
    LoggedPrediction one = offered(prediction(IRIS, 1, new float[3]));
    Caller other = new Caller("key:o", Set.of(Role.FEEDBACK), Set.of(new ModelName("salary")));

    assertThat(desk.tell(List.of(label(one, 0, "setosa")), false, other))
        .containsExactly(Reception.of(Kind.UNKNOWN));
    assertThat(count()).isZero();
  }

  /** Row 65. */
  @Test
  void tell_tenThousandForgedOrRepeated_acceptsNoneOfThem() {
    List<Told> honest = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      honest.add(label(offered(prediction(IRIS, 1, 0.5f, 0.3f, 0.2f)), 0, "setosa"));
    }
    new LogWriter(queue, database).write();
    tell(honest.toArray(Told[]::new));
    List<Told> flood = new ArrayList<>();
    IntStream.range(0, 5000)
        .forEach(
            i -> {
              // Of the same moments, so that segments are looked through for them.
              flood.add(new Told(FeedbackFixture.id(NOW.minusMillis(i / 100)), 0, "setosa", null));
              flood.add(honest.get(i % honest.size()));
            });

    Map<Kind, Long> outcome = new java.util.EnumMap<>(Kind.class);
    for (int from = 0; from < flood.size(); from += FeedbackDesk.MOST_AT_ONCE) {
      List<Told> part = flood.subList(from, from + FeedbackDesk.MOST_AT_ONCE);
      desk.tell(part, false, SHOP).forEach(one -> outcome.merge(one.kind(), 1L, Long::sum));
    }

    System.out.println("row 65: 10,000 forged or repeated: " + outcome);
    assertThat(outcome).isEqualTo(Map.of(Kind.UNKNOWN, 5000L, Kind.REPEATED, 5000L));
    assertThat(count()).isEqualTo(250);
  }

  @Test
  void tell_manyAtTheSameTime_keepsOneEach() {
    List<Told> told = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      told.add(label(offered(prediction(IRIS, 1, new float[3])), 0, "setosa"));
    }

    List<Kind> all =
        Collections.nCopies(3, told).parallelStream()
            .flatMap(one -> desk.tell(one, false, SHOP).stream())
            .map(Reception::kind)
            .toList();

    assertThat(all).hasSize(60);
    assertThat(all.stream().filter(Kind.ACCEPTED::equals)).hasSize(20);
    assertThat(all.stream().filter(Kind.REPEATED::equals)).hasSize(40);
    assertThat(count()).isEqualTo(20);
  }

  @Test
  void means_ofOutcomes_areThoseComputedByHand() {
    tell(
        label(offered(ofArm("control", 7, 1, IRIS, 0.6f, 0.2f, 0.2f)), 0, "setosa"),
        label(offered(ofArm("control", 7, 1, IRIS, 0.2f, 0.6f, 0.2f)), 0, "setosa"),
        label(offered(ofArm("control", 7, 2, IRIS, 0.2f, 0.2f, 0.6f)), 0, "virginica"),
        // The first of equals is the one predicted.
        label(offered(ofArm("b", 7, 3, IRIS, 0.4f, 0.4f, 0.2f)), 0, "versicolor"),
        label(offered(ofArm("b", 8, 3, IRIS, 0.4f, 0.4f, 0.2f)), 0, "setosa"));
    tell(value(offered(ofArm("control", 9, 0, SALARY, 10)), 7));
    tell(value(offered(ofArm("control", 9, 0, SALARY, 10)), 14));
    new LogWriter(queue, database).write();
    OutcomeSource source = new OutcomeSource(database);

    Map<String, UnitMean> accuracy = source.means(7, GoalMetric.ACCURACY);
    assertThat(accuracy).containsOnlyKeys("control", "b");
    assertThat(accuracy.get("control").mean()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(accuracy.get("control").units()).isEqualTo(2);
    assertThat(accuracy.get("b").mean()).isZero();
    assertThat(source.means(7, GoalMetric.MAE)).isEmpty();
    assertThat(source.means(9, GoalMetric.MAE).get("control").mean()).isEqualTo(3.5);
    assertThat(source.means(9, GoalMetric.MSE).get("control").mean()).isEqualTo(12.5);
    assertThat(source.means(9, GoalMetric.MEAN_VALUE).get("control").mean()).isEqualTo(10.5);
    assertThat(source.logged(7)).isEqualTo(Map.of("control", 3L, "b", 1L));
    assertThat(source.logged(1)).isEmpty();
  }

  private LoggedPrediction offered(LoggedPrediction prediction) {
    assertThat(queue.offer(prediction)).isTrue();
    return prediction;
  }

  private List<Kind> tell(Told... told) {
    return desk.tell(List.of(told), false, SHOP).stream().map(Reception::kind).toList();
  }

  private Violation fault(Told told) {
    Reception reception = desk.tell(List.of(told), false, SHOP).get(0);
    assertThat(reception.kind()).isEqualTo(Kind.INVALID);
    return reception.fault();
  }

  private int count() {
    return database.read(
        c ->
            Sql.first(c, "SELECT COUNT(*) AS n FROM feedback", row -> row.getInt("n"))
                .orElseThrow());
  }
}
