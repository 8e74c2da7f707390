package io.sluice.feedback;

import static io.sluice.feedback.FeedbackFixture.IRIS;
import static io.sluice.feedback.FeedbackFixture.NOW;
import static io.sluice.feedback.FeedbackFixture.REMEMBERED;
import static io.sluice.feedback.FeedbackFixture.SALARY;
import static io.sluice.feedback.FeedbackFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.database.Database;
import io.sluice.database.Sql;
import io.sluice.feedback.FeedbackFixture.SetTime;
import io.sluice.model.Caller;
import io.sluice.model.PredictionId;
import io.sluice.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
final class SegmentStoreTest {
  private final Database database;
  private final PredictionQueue queue = new PredictionQueue(100_000);
  private final SetTime time = new SetTime();

  SegmentStoreTest(TestDatabase kind) {
    database = kind.open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void find_amongModelsAndTimes_givesWhatWasWritten() {
    List<LoggedPrediction> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.add(at(NOW.plusMillis(900L * i), i % 2 == 0 ? IRIS : SALARY, i));
    }
    write(all);

    Map<PredictionId, LoggedPrediction> found =
        find(all.get(0).id(), all.get(13).id(), all.get(59).id(), FeedbackFixture.id(NOW));

    assertThat(found.values())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrder(all.get(0), all.get(13), all.get(59));
    assertThat(find()).isEmpty();
    // 54 seconds touch six spans, for each of two models.
    assertThat(count("prediction_segment")).isEqualTo(12);
  }

  @Test
  void counts_ofWindow_areByMinuteAndArm() {
    write(List.of(at(NOW.minusSeconds(3600), IRIS, 1), at(NOW, IRIS, 1), at(NOW, SALARY, 1)));
    write(List.of(at(NOW, IRIS, 1), FeedbackFixture.ofArm("b", 4, 0, IRIS, 1)));

    assertThat(counts(NOW.minusSeconds(60))).isEqualTo(Map.of("", 2L, "b", 1L));
    assertThat(counts(Instant.EPOCH)).isEqualTo(Map.of("", 3L, "b", 1L));
  }

  @Test
  void retention_tooOld_isForgottenInSteps() {
    List<LoggedPrediction> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(at(NOW.minus(Duration.ofDays(31)).plus(Duration.ofHours(4L * i)), IRIS, 1));
    }
    write(all);

    retain(REMEMBERED);

    assertThat(count("prediction_segment")).isEqualTo(14);
    assertThat(find(all.get(5).id())).isEmpty();
    assertThat(find(all.get(6).id())).isNotEmpty();
  }

  @Test
  void retention_tooMany_forgetsTheOldest() {
    List<LoggedPrediction> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(at(NOW.minusSeconds(1000 - 20L * i), IRIS, 1));
      all.add(at(NOW.minusSeconds(1000 - 20L * i), SALARY, 1));
    }
    write(all);

    retain(new RememberedModel(true, 1, false, Set.of(), Duration.ofDays(1), 7));

    assertThat(count("prediction_segment")).isEqualTo(14);
    assertThat(find(all.get(25).id())).isEmpty();
    assertThat(find(all.get(26).id())).isNotEmpty();
  }

  @Test
  void retention_oldOutcomes_goWithTheirCounts() {
    LoggedPrediction old = at(NOW.minus(Duration.ofDays(400)), IRIS, 1, 0, 0);
    LoggedPrediction young = at(NOW.minus(Duration.ofDays(300)), IRIS, 1, 0, 0);
    write(List.of(old, young));
    new FeedbackDesk(queue, database, FeedbackFixture.registry(), time)
        .tell(
            List.of(
                FeedbackFixture.label(old, 0, "setosa"), FeedbackFixture.label(young, 0, "setosa")),
            false,
            Caller.SYSTEM);

    retain(REMEMBERED);

    assertThat(count("prediction_segment")).isZero();
    assertThat(count("feedback")).isEqualTo(1);
    assertThat(counts(Instant.EPOCH)).isEqualTo(Map.of("", 1L));
  }

  @Test
  void write_databaseAway_waitsInMemory() {
    queue.offer(at(NOW, IRIS, 1));
    LogWriter writer = new LogWriter(queue, database);
    database.close();

    assertThat(writer.write()).isZero();

    assertThat(queue.waiting()).isEqualTo(1);
    assertThat(queue.lost()).isZero();
  }

  private void write(List<LoggedPrediction> predictions) {
    predictions.forEach(one -> assertThat(queue.offer(one)).isTrue());
    assertThat(new LogWriter(queue, database).write()).isEqualTo(predictions.size());
    assertThat(queue.waiting()).isZero();
  }

  private void retain(RememberedModel models) {
    new Retention(database, model -> models, Duration.ofDays(365), time, 3).run();
  }

  private Map<PredictionId, LoggedPrediction> find(PredictionId... ids) {
    return database.read(c -> SegmentStore.find(c, Set.of(ids)));
  }

  private Map<String, Long> counts(Instant since) {
    return database.read(c -> PredictionCounts.ofVersion(c, IRIS, since.toEpochMilli()));
  }

  private int count(String table) {
    return database.read(
        c ->
            Sql.first(c, "SELECT COUNT(*) AS n FROM " + table, row -> row.getInt("n"))
                .orElseThrow());
  }
}
