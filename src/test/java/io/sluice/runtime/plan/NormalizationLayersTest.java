package io.sluice.runtime.plan;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

class NormalizationLayersTest {
  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void translate_batchNormalization_computesAsDl4j(
      @ForAll @IntRange(min = 2, max = 4) int rank,
      @ForAll @IntRange(min = 1, max = 6) int channels,
      @ForAll @IntRange(min = 1, max = 4) int length,
      @ForAll boolean locked,
      @ForAll boolean fixed,
      @ForAll boolean logarithm,
      @ForAll boolean anyLast,
      @ForAll long seed)
      throws Exception {
    boolean last = anyLast || rank == 3; // DL4J takes the batch for the channels of NCW.
    BatchNormalization.Builder layer =
        new BatchNormalization.Builder()
            .nIn(channels)
            .nOut(channels)
            .useLogStd(logarithm)
            .eps(1e-3)
            .dataFormat(last ? CNN2DFormat.NHWC : CNN2DFormat.NCHW);
    if (locked) {
      layer.lockGammaBeta(true).gamma(1.5).beta(fixed ? 0.25 : 0);
    }
    PlanTrial trial = trial(layer.build(), seed);
    INDArray variance =
        ((MultiLayerNetwork) trial.network())
            .getLayer(0)
            .getParam(BatchNormalizationParamInitializer.GLOBAL_VAR);
    if (variance != null) {
      Random random = new Random(seed);
      for (int i = 0; i < channels; i++) {
        variance.putScalar(i, 0.1 + random.nextDouble());
      }
    }
    int[] shape = new int[rank - 1];
    Arrays.fill(shape, length);
    shape[last ? rank - 2 : 0] = channels;
    trial.assertSame(shape);
  }

  private static PlanTrial trial(Layer layer, long seed) {
    return PlanTrial.of(new NeuralNetConfiguration.Builder().list().layer(layer).build(), seed);
  }
}
