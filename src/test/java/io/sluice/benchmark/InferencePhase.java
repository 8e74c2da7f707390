package io.sluice.benchmark;

import ai.onnxruntime.OrtException;
import io.sluice.model.Tensor;
import io.sluice.runtime.Engine;
import io.sluice.runtime.Network;
import io.sluice.runtime.plan.UntranslatableException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Raw ONNX Runtime, the plan and DL4J on the same batch in this process, in turns. */
final class InferencePhase {
  private static final int ROUNDS = 7;

  private final BenchModels models;
  private final long roundNanos;

  /**
   * @param roundNanos how long each of them computes in a round
   */
  InferencePhase(BenchModels models, long roundNanos) {
    this.models = models;
    this.roundNanos = roundNanos;
  }

  /** Measures one network with one size of batch. */
  Figures.Inference run(Subject subject, int rows)
      throws IOException, OrtException, UntranslatableException {
    Tensor batch = batch(subject, rows);
    int[] shape = batch.shape();
    Network network = models.load(subject);
    Engine engine = BenchModels.plan(subject, network).engine(1);
    try (RawRun raw =
        new RawRun(models.graph(subject), batch.values(), shape, subject.labels().size())) {
      List<List<Tensor>> parts = List.of(List.of(batch));
      INDArray array =
          Nd4j.create(batch.values(), Arrays.stream(shape).asLongStream().toArray(), 'c');
      double[][] times = inTurns(raw::run, () -> engine.infer(parts), () -> output(network, array));
      return new Figures.Inference(
          subject.model(), rows, median(times[0]), median(times[1]), median(times[2]));
    } finally {
      engine.close();
      network.close();
    }
  }

  /** The first round only warms up. */
  private double[][] inTurns(Step... steps) throws OrtException {
    double[][] times = new double[steps.length][ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      for (int i = 0; i < steps.length; i++) {
        double micros = microsEach(steps[i], round < 0 ? roundNanos * 2 : roundNanos);
        if (round >= 0) {
          times[i][round] = micros;
        }
      }
    }
    return times;
  }

  private static double microsEach(Step step, long nanos) throws OrtException {
    long start = System.nanoTime();
    long count = 0;
    long now;
    do {
      step.run();
      count++;
      now = System.nanoTime();
    } while (now - start < nanos);
    return (now - start) / 1e3 / count;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void output(Network network, INDArray input) {
    if (network.model() instanceof ComputationGraph graph) {
      graph.output(input);
    } else {
      ((MultiLayerNetwork) network.model()).output(input);
    }
  }

  /** The subject's instance, as often as there are rows. */
  static Tensor batch(Subject subject, int rows) {
    float[] instance = subject.instance();
    float[] values = new float[rows * instance.length];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(instance, 0, values, row * instance.length, instance.length);
    }
    int[] shape =
        IntStream.concat(IntStream.of(rows), subject.shape().stream().mapToInt(Integer::intValue))
            .toArray();
    return Tensor.of(values, shape);
  }

  private interface Step {
    void run() throws OrtException;
  }
}
