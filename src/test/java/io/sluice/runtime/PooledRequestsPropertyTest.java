package io.sluice.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.AnswerBytes;
import io.sluice.codec.InstancesReader;
import io.sluice.codec.JsonInstancesReader;
import io.sluice.codec.JsonPredictionWriter;
import io.sluice.codec.TopClasses;
import io.sluice.metrics.QueueMetrics;
import io.sluice.model.Deadline;
import io.sluice.model.Digest;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Prediction;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Tensor;
import io.sluice.model.TimeSource;
import io.sluice.runtime.PooledRequest.Form;
import io.sluice.runtime.batch.BatchLimits;
import io.sluice.runtime.batch.WaitingRoom;
import io.sluice.testing.FakePredictor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Requests that take each other's memory over are answered as if each had its own, byte for byte:
 * bodies of one block and of many, sound and broken, computed alone, together or in slices, failed,
 * late and interrupted. Memory that was given back is spoilt at once (tests run with assertions),
 * so whoever reads it too long answers nonsense.
 */
class PooledRequestsPropertyTest {
  private static final InstancesReader READER = new JsonInstancesReader(InstanceLimits.DEFAULT);
  private static final Digest DIGEST = new Digest("sha256:" + "0".repeat(64));

  @Property(tries = 40)
  void predict_anyInterleaving_answersAsWithMemoryOfItsOwn(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int lanes,
      @ForAll @IntRange(min = 2, max = 12) int threads,
      @ForAll boolean hurried)
      throws Exception {
    Map<Form, EnginePredictor> predictors = new EnumMap<>(Form.class);
    for (Form form : Form.values()) {
      predictors.put(form, predictor(form, new HalfMore(lanes), hurried ? 1 : 5_000));
    }
    AtomicInteger answered = new AtomicInteger();
    CyclicBarrier begin = new CyclicBarrier(threads);
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        Random random = new Random(seed + thread);
        ends.add(
            callers.submit(
                () -> {
                  begin.await();
                  for (int i = 0; i < 8; i++) {
                    PooledRequest request = PooledRequest.random(random);
                    if (hurried && random.nextInt(8) == 0) {
                      Thread.currentThread().interrupt();
                    }
                    ask(predictors.get(request.form()), request, hurried, answered);
                    Thread.interrupted();
                  }
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(answered.get()).isPositive();
  }

  @Test
  void predict_engineThatKeepsItsInputs_findsThemSpoilt() {
    List<Tensor> kept = new ArrayList<>();
    HalfMore keeper =
        new HalfMore(1) {
          @Override
          public List<List<Tensor>> infer(List<List<Tensor>> parts) {
            kept.addAll(parts.get(0));
            return super.infer(parts);
          }
        };
    EnginePredictor predictor = predictor(Form.TENSOR, keeper, 5_000);

    Prediction prediction = predictor.predict(List.of(Map.of("in", List.of(1, 2, 3))));

    assertThat(prediction.outputs().get(0).values()).containsExactly(1.5f, 2.5f, 3.5f);
    assertThat(kept).hasSize(1);
    assertThat(kept.get(0).values()).containsOnly(Float.NaN);
  }

  private static void ask(
      EnginePredictor predictor, PooledRequest request, boolean hurried, AtomicInteger answered)
      throws IOException {
    ByteArrayInputStream body = new ByteArrayInputStream(request.body().getBytes(US_ASCII));
    try {
      Prediction prediction =
          predictor.predict(signature -> READER.read(body, signature), Deadline.NONE);
      try (AnswerBytes answer = new AnswerBytes()) {
        new JsonPredictionWriter().write(prediction, TopClasses.ALL, answer);
        assertThat(new String(answer.toByteArray(), US_ASCII)).isEqualTo(request.answer());
      }
      answered.incrementAndGet();
    } catch (ServingException e) {
      Kind expected = request.failure();
      if (!(hurried && e.kind() == Kind.OVERLOADED)) {
        assertThat(e.kind()).isEqualTo(expected);
        answered.incrementAndGet();
      }
    }
  }

  private static EnginePredictor predictor(Form form, Engine engine, int waitMillis) {
    return new EnginePredictor(
        FakePredictor.id("half", 1),
        DIGEST,
        form.signature(),
        engine,
        new BatchLimits(64, 100_000, 1000, Duration.ofMillis(waitMillis)),
        Duration.ofMinutes(1),
        QueueMetrics.NONE,
        new WaitingRoom(1000),
        TimeSource.SYSTEM);
  }

  /** Answers each value by the value and a half, and fails at a guilty one. */
  private static class HalfMore implements Engine {
    private final int lanes;

    HalfMore(int lanes) {
      this.lanes = lanes;
    }

    @Override
    public String name() {
      return "half more";
    }

    @Override
    public int lanes() {
      return lanes;
    }

    @Override
    public List<List<Tensor>> infer(List<List<Tensor>> parts) {
      return parts.stream().map(part -> part.stream().map(HalfMore::half).toList()).toList();
    }

    @Override
    public void close() {
      // Nothing to give back.
    }

    private static Tensor half(Tensor input) {
      float[] values = new float[input.size()];
      for (int i = 0; i < values.length; i++) {
        if (input.at(i) == PooledRequest.GUILTY) {
          throw new IllegalStateException("guilty");
        }
        values[i] = input.at(i) + 0.5f;
      }
      return Tensor.of(values, input.shape());
    }
  }
}
