package io.sluice.health;

import static io.sluice.testing.FakePredictor.constant;
import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.sluice.model.Deadline;
import io.sluice.model.InstanceSource;
import io.sluice.model.ModelName;
import io.sluice.model.ModelSignature;
import io.sluice.model.ModelVersion;
import io.sluice.model.Prediction;
import io.sluice.model.Predictor;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionStatus;
import io.sluice.testing.FakePredictor;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class HealthChecksTest {
  private static final Duration STUCK_AFTER = Duration.ofSeconds(30);
  private static final long NOW = TimeUnit.MINUTES.toNanos(5);

  private final ModelRegistry registry = new ModelRegistry(event -> {}, event -> {});

  @Test
  void started_beforeTheFirstLoadingEnds_isDown() {
    registry.record(VersionStatus.loading(id("rent", 1)));

    HealthCheckResponse answer = new ModelsLoadingCheck(registry).call();

    assertThat(answer.getName()).isEqualTo("models-loading");
    assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
    assertThat(data(answer)).containsEntry("loading", "1").containsEntry("ready", "0");
  }

  @Test
  void started_afterTheFirstLoading_isUpEvenIfVersionsFailed() {
    registry.record(VersionStatus.loading(id("rent", 1)).failed("broken"));
    registry.booted();

    HealthCheckResponse answer = new ModelsLoadingCheck(registry).call();

    assertThat(answer.getStatus()).isEqualTo(Status.UP);
    assertThat(data(answer)).containsEntry("failed", "1");
  }

  @Test
  void ready_whileTheFirstLoadingRuns_isDown() {
    publish("rent", 1);

    HealthCheckResponse answer = ready();

    assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
    assertThat(data(answer)).containsEntry("bootFinished", "false").containsEntry("rent", "1");
  }

  @Test
  void ready_noModels_isUp() {
    registry.booted();

    HealthCheckResponse answer = ready();

    assertThat(answer.getName()).isEqualTo("models");
    assertThat(answer.getStatus()).isEqualTo(Status.UP);
    assertThat(data(answer))
        .containsExactly(entry("bootFinished", "true"), entry("modelCount", "0"));
  }

  @Test
  void ready_newerVersionFailed_isUpByTheOlder() {
    publish("rent", 1);
    registry.record(VersionStatus.loading(id("rent", 2)).failed("broken"));
    registry.booted();

    HealthCheckResponse answer = ready();

    assertThat(answer.getStatus()).isEqualTo(Status.UP);
    assertThat(data(answer)).containsEntry("rent", "1");
  }

  @Test
  void ready_brokenModelThatNobodyPinned_isUpAndSaysWhy() {
    publish("price", 3);
    registry.record(VersionStatus.loading(id("rent", 1)).failed("it is broken"));
    registry.booted();

    HealthCheckResponse answer = ready();

    assertThat(answer.getStatus()).isEqualTo(Status.UP);
    assertThat(data(answer))
        .containsEntry("price", "3")
        .containsEntry("rent", "FAILED: it is broken");
  }

  @Test
  void ready_noModelThatAnswers_isDown() {
    registry.record(VersionStatus.loading(id("price", 1)).failed("it is broken"));
    registry.record(VersionStatus.loading(id("rent", 1)).failed("it is broken"));
    registry.booted();

    assertThat(ready().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void ready_pinnedVersionThatIsNotThere_isDownThoughAnotherAnswers() {
    publish("rent", 1);
    registry.alias(new ModelName("rent"), Map.of(ModelEntry.PRODUCTION, new ModelVersion(9)));
    registry.booted();

    HealthCheckResponse answer = ready();

    assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
    assertThat(data(answer)).containsEntry("rent", "version 9 is pinned: not there");
  }

  @Test
  void ready_modelTakenOutOfService_isMissedByNobody() {
    publish("rent", 1);
    registry.booted();
    registry.retire(id("rent", 1));

    assertThat(ready().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void live_computationLongerThanAnyTakes_isDownAndNamesIt() {
    publishComputing(() -> NOW - TimeUnit.SECONDS.toNanos(31));

    HealthCheckResponse answer = live();

    assertThat(answer.getName()).isEqualTo("inference");
    assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
    assertThat(data(answer)).containsExactly(entry("rent/1", "computing for 31 s"));
  }

  @Test
  void live_computationThatMayEnd_isUp() {
    publishComputing(() -> NOW - TimeUnit.SECONDS.toNanos(30));

    assertThat(live().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void live_failedModels_isUp() {
    registry.record(VersionStatus.loading(id("rent", 1)).failed("broken"));

    assertThat(live().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void call_checkThatFails_isDownAndDoesNotThrow() {
    publishComputing(
        () -> {
          throw new IllegalStateException("secret");
        });

    HealthCheckResponse answer = live();

    assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
    assertThat(data(answer)).containsExactly(entry("checkFailed", "IllegalStateException"));
  }

  @Test
  void newInferenceCheck_noTimeAtAll_isRefused() {
    assertThatThrownBy(() -> new InferenceCheck(registry, Duration.ZERO))
        .hasMessageContaining("sluice.health.stuck-after");
  }

  private HealthCheckResponse ready() {
    return new ModelsCheck(registry).call();
  }

  private HealthCheckResponse live() {
    return new InferenceCheck(registry, STUCK_AFTER, at(NOW)).call();
  }

  private void publish(String model, int version) {
    FakePredictor predictor = constant(model, version, 1);
    registry.publish(predictor.ready(), predictor, () -> {});
  }

  private void publishComputing(LongSupplier since) {
    FakePredictor rent = constant("rent", 1, 1);
    registry.publish(rent.ready(), new Computing(rent, since), () -> {});
  }

  private static Map<String, Object> data(HealthCheckResponse answer) {
    return answer.getData().orElseThrow();
  }

  private static TimeSource at(long nanos) {
    return new TimeSource() {
      @Override
      public Instant now() {
        return Instant.EPOCH;
      }

      @Override
      public long nanoTime() {
        return nanos;
      }
    };
  }

  /** A predictor that has been computing since some time. */
  private record Computing(Predictor predictor, LongSupplier since) implements Predictor {
    @Override
    public ModelSignature signature() {
      return predictor.signature();
    }

    @Override
    public Prediction predict(InstanceSource source, Deadline deadline) {
      return predictor.predict(source);
    }

    @Override
    public OptionalLong computingSince() {
      return OptionalLong.of(since.getAsLong());
    }
  }
}
