package io.sluice.runtime.plan;

import io.sluice.model.NormalizerData;
import io.sluice.model.Scaling;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import io.sluice.runtime.Network;
import io.sluice.runtime.NetworkProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The batches that a plan is compared with DL4J on, always the same ones: values as training data
 * has them (normally distributed on the network's own scale, indices where it takes indices), in
 * several numbers of rows and, where lengths are free, several lengths.
 */
final class ProbeBatches {
  private static final long SEED = 20_261_124;
  private static final int[] ROWS = {1, 2, 7};

  private ProbeBatches() {}

  static List<List<Tensor>> of(Network network, NetworkProbe.Findings findings) {
    Random random = new Random(SEED);
    List<List<Tensor>> batches = new ArrayList<>();
    for (int rows : ROWS) {
      batches.add(batch(network, findings, rows, findings.length(), random));
    }
    boolean free = findings.inputs().stream().anyMatch(spec -> !Shapes.isFixed(spec.shape()));
    if (free) {
      batches.add(batch(network, findings, 2, 2 * findings.length(), random));
    }
    return batches;
  }

  private static List<Tensor> batch(
      Network network, NetworkProbe.Findings findings, int rows, int length, Random random) {
    List<Tensor> batch = new ArrayList<>();
    for (int i = 0; i < findings.inputs().size(); i++) {
      int indices = IndexInputs.count(network.model(), i);
      NormalizerData normalizer = network.normalizer();
      Scaling scaling = normalizer == null ? new Scaling.None() : normalizer.input(i);
      batch.add(draw(findings.inputs().get(i), rows, length, indices, scaling, random));
    }
    return batch;
  }

  private static Tensor draw(
      TensorSpec spec, int rows, int length, int indices, Scaling scaling, Random random) {
    int[] shape =
        IntStream.concat(
                IntStream.of(rows),
                spec.shape().stream().mapToInt(axis -> axis == Shapes.VARIABLE ? length : axis))
            .toArray();
    float[] values = new float[(int) Shapes.size(shape)];
    int inner = values.length / (rows * shape[1]);
    for (int i = 0; i < values.length; i++) {
      double value = indices > 0 ? random.nextInt(indices) : random.nextGaussian();
      values[i] = (float) scaling.denormalize(value, i / inner % shape[1]);
    }
    return Tensor.of(values, shape);
  }
}
