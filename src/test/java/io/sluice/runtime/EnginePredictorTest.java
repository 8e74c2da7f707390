package io.sluice.runtime;

import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.metrics.QueueMetrics;
import io.sluice.model.Datatype;
import io.sluice.model.Digest;
import io.sluice.model.FieldInfo;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelId;
import io.sluice.model.ModelSignature;
import io.sluice.model.Outcome;
import io.sluice.model.OutputField.TensorOutput;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Task;
import io.sluice.model.Tensor;
import io.sluice.model.TimeSource;
import io.sluice.runtime.batch.BatchLimits;
import io.sluice.runtime.batch.WaitingRoom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class EnginePredictorTest {
  private static final List<Map<String, List<Integer>>> ONE = List.of(Map.of("in", List.of(1, 2)));

  private final List<String> waits = new ArrayList<>();

  @Test
  void predict_instances_answersWithTheNetworksValues() {
    EnginePredictor predictor = predictor(2, values -> values);

    Outcome outcome = predictor.predict(ONE).first();

    assertThat(((Outcome.Values) outcome).values()).containsExactly(1, 2);
    assertThat(predictor.computingSince()).isEmpty();
  }

  @Test
  void predict_whileAnotherComputes_waitsNoLongerThanItMay() throws Exception {
    CountDownLatch computing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    EnginePredictor predictor =
        predictor(
            2,
            values -> {
              computing.countDown();
              await(go);
              return values;
            });
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<?> first = other.submit(() -> predictor.predict(ONE));
      computing.await();

      assertKind(predictor, Kind.OVERLOADED, "'rent' has too much to do");
      assertThat(predictor.computingSince()).isPresent();
      assertThat(waits).containsExactly("queued", "dequeued", "queue_timeout");
      go.countDown();
      first.get();
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void predict_answerThatIsNotFinite_isAFailure() {
    EnginePredictor predictor = predictor(2, values -> new float[] {1, Float.NaN});

    assertKind(
        predictor, Kind.PREDICTION_FAILED, "the model answered with a value that is not finite");
  }

  @Test
  void predict_networkThatThrows_isAFailureWithoutItsWords() {
    EnginePredictor predictor =
        predictor(
            2,
            values -> {
              throw new IllegalStateException("internals");
            });

    assertKind(predictor, Kind.PREDICTION_FAILED, "the model could not compute these instances");
  }

  @Test
  void predict_lengthThatTheNetworkCannotTake_isTheCallersFault() {
    EnginePredictor predictor =
        predictor(
            -1,
            values -> {
              throw new IllegalStateException("internals");
            });

    assertThatThrownBy(() -> predictor.predict(ONE))
        .isInstanceOf(InvalidInstancesException.class)
        .hasMessage("the model cannot take tensors of this length");
  }

  private EnginePredictor predictor(int length, UnaryOperator<float[]> compute) {
    List<Integer> shape = List.of(length);
    ModelSignature signature =
        new ModelSignature(
            Task.TENSOR,
            List.of(
                new TensorField(
                    FieldInfo.named("in"),
                    Datatype.FP32,
                    shape,
                    "",
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY)),
            List.of(new TensorOutput(FieldInfo.named("out"), Datatype.FP32, shape)));
    return new EnginePredictor(
        id("rent", 1),
        new Digest("sha256:" + "0".repeat(64)),
        signature,
        new ComputedEngine(compute),
        new BatchLimits(10, 10, 10, Duration.ofMillis(20)),
        Duration.ofMinutes(1),
        new Waits(),
        new WaitingRoom(10),
        TimeSource.SYSTEM);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertKind(EnginePredictor predictor, Kind kind, String message) {
    assertThatThrownBy(() -> predictor.predict(ONE))
        .hasMessage(message)
        .asInstanceOf(InstanceOfAssertFactories.type(ServingException.class))
        .extracting(ServingException::kind)
        .isEqualTo(kind);
  }

  /** Keeps what happened to those who waited. */
  private final class Waits implements QueueMetrics {
    @Override
    public void queued(ModelId id) {
      waits.add("queued");
    }

    @Override
    public void dequeued(ModelId id) {
      waits.add("dequeued");
    }

    @Override
    public void batched(ModelId id, int rows) {
      // Other tests ask.
    }

    @Override
    public void refused(ModelId id, Refusal reason) {
      waits.add(reason.label());
    }
  }

  /** An engine that is a function of its only input. */
  private record ComputedEngine(UnaryOperator<float[]> compute) implements Engine {
    @Override
    public String name() {
      return "computed";
    }

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public List<List<Tensor>> infer(List<List<Tensor>> parts) {
      Tensor only = parts.get(0).get(0);
      return List.of(
          List.of(
              Tensor.of(compute.apply(Arrays.copyOf(only.values(), only.size())), only.shape())));
    }

    @Override
    public void close() {
      // Nothing to give back.
    }
  }
}
