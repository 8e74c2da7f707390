package io.sluice.prediction;

import static io.sluice.testing.FakePredictor.constant;
import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.metrics.PredictionMetrics;
import io.sluice.metrics.PredictionMetrics.PredictionOutcome;
import io.sluice.model.Caller;
import io.sluice.model.Deadline;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.Outcome;
import io.sluice.model.Prediction;
import io.sluice.model.ServingException;
import io.sluice.model.Target;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;
import io.sluice.testing.FakePredictor;
import io.sluice.traffic.Experiments;
import io.sluice.traffic.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PredictionsTest {
  private static final Target RENT = new Target.Live(new ModelName("rent"));

  private final ModelRegistry registry = new ModelRegistry(event -> {}, event -> {});
  private final List<Counted> counted = new ArrayList<>();
  private final List<ModelId> started = new ArrayList<>();
  private final Predictions predictions =
      new Predictions(
          new Router(registry, new Experiments()),
          new Counting(),
          PredictionLog.NONE,
          new SteppingTime());

  private record Counted(@Nullable ModelId id, PredictionOutcome outcome, int rows, long nanos) {}

  @BeforeEach
  void oneVersion() {
    FakePredictor predictor = constant("rent", 1, 7);
    registry.publish(predictor.ready(), predictor, () -> {});
  }

  @Test
  void predict_rightInstances_answersAndCountsThem() {
    LivePredictor predictor = new LivePredictor(predictions, RENT);

    Prediction prediction = predictor.predict(List.of(Map.of("x", 1), Map.of("x", 2.5)));

    assertThat(prediction.rows()).isEqualTo(2);
    assertThat(((Outcome.Quantities) prediction.first()).values()).containsExactly(7f);
    assertThat(counted)
        .containsExactly(new Counted(id("rent", 1), PredictionOutcome.SUCCESS, 2, 1000));
    assertThat(started).containsExactly(id("rent", 1));
  }

  @Test
  void predict_wrongInstances_countsThemAsRejected() {
    LivePredictor predictor = new LivePredictor(predictions, RENT);

    assertThatThrownBy(() -> predictor.predict(List.of(Map.of("x", 11))))
        .isInstanceOf(InvalidInstancesException.class)
        .hasMessage("11 is out of range");
    assertThat(counted)
        .containsExactly(new Counted(id("rent", 1), PredictionOutcome.REJECTED, 0, 1000));
  }

  @Test
  void predict_unknownModel_countsItUnderNoVersion() {
    LivePredictor predictor =
        new LivePredictor(predictions, new Target.Live(new ModelName("price")));

    assertThatThrownBy(() -> predictor.predict(List.of(Map.of("x", 1))))
        .isInstanceOf(ServingException.class);
    assertThat(counted).containsExactly(new Counted(null, PredictionOutcome.NOT_FOUND, 0, 1000));
    assertThat(started).isEmpty();
  }

  @Test
  void predict_sourceThatBreaks_countsAnErrorAndReturnsTheLease() {
    assertThatThrownBy(
            () ->
                predictions.predict(
                    RENT,
                    signature -> {
                      throw new IllegalStateException("broken source");
                    },
                    Deadline.NONE,
                    Caller.SYSTEM))
        .isInstanceOf(IllegalStateException.class);

    assertThat(counted)
        .containsExactly(new Counted(id("rent", 1), PredictionOutcome.ERROR, 0, 1000));
    assertThat(registry.snapshot().leases(id("rent", 1))).isZero();
  }

  @Test
  void predict_afterANewVersion_reachesIt() {
    LivePredictor predictor = new LivePredictor(predictions, RENT);
    FakePredictor second = constant("rent", 2, 8);
    registry.publish(second.ready(), second, () -> {});

    assertThat(predictor.predict(List.of(Map.of("x", 1))).id()).isEqualTo(id("rent", 2));
    assertThat(predictor.signature().inputs()).hasSize(1);
  }

  /** Keeps what was counted. */
  private final class Counting implements PredictionMetrics {
    @Override
    public void started(ModelId id) {
      started.add(id);
    }

    @Override
    public void predicted(@Nullable ModelId id, PredictionOutcome outcome, int rows, long nanos) {
      counted.add(new Counted(id, outcome, rows, nanos));
    }
  }

  /** Every look at it takes a microsecond. */
  private static final class SteppingTime implements TimeSource {
    private long nanos;

    @Override
    public Instant now() {
      return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public long nanoTime() {
      nanos += 1000;
      return nanos;
    }
  }
}
