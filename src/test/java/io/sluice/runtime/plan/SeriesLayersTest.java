package io.sluice.runtime.plan;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class SeriesLayersTest {
  @Property(tries = 40)
  void translate_output_computesAsDl4j(
      @ForAll("functions") Activation function,
      @ForAll @IntRange(min = 1, max = 9) int features,
      @ForAll @IntRange(min = 2, max = 9) int outputs,
      @ForAll RNNFormat format,
      @ForAll long seed)
      throws Exception {
    Layer output =
        new RnnOutputLayer.Builder(LossFunction.MSE)
            .nIn(features)
            .nOut(outputs)
            .activation(function)
            .dataFormat(format)
            .build();
    RecurrentLayersTest.series(seed, features, format, output);
  }

  @Property(tries = 20)
  void translate_loss_computesAsDl4j(
      @ForAll("functions") Activation function,
      @ForAll @IntRange(min = 2, max = 9) int features,
      @ForAll RNNFormat format,
      @ForAll long seed)
      throws Exception {
    Layer loss =
        new RnnLossLayer.Builder(LossFunction.MSE).activation(function).dataFormat(format).build();
    RecurrentLayersTest.series(seed, features, format, loss);
  }

  @Property(tries = 20)
  void translate_timeDistributed_computesAsDl4j(
      @ForAll("functions") Activation function,
      @ForAll @IntRange(min = 1, max = 9) int features,
      @ForAll @IntRange(min = 2, max = 9) int outputs,
      @ForAll RNNFormat format,
      @ForAll long seed)
      throws Exception {
    Layer dense = new DenseLayer.Builder().nIn(features).nOut(outputs).activation(function).build();
    RecurrentLayersTest.series(seed, features, format, new TimeDistributed(dense, format));
  }

  @Property(tries = 20)
  void translate_repeatedRows_computeAsDl4j(
      @ForAll @IntRange(min = 1, max = 9) int columns,
      @ForAll @IntRange(min = 1, max = 9) int times,
      @ForAll RNNFormat format,
      @ForAll long seed)
      throws Exception {
    PlanTrial.of(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new RepeatVector.Builder<>(times).dataFormat(format).build())
                .layer(new MaskLayer())
                .layer(new LSTM.Builder().nIn(columns).nOut(3).dataFormat(format).build())
                .build(),
            seed)
        .assertSame(new int[] {columns});
  }

  @Provide
  Arbitrary<Activation> functions() {
    return Arbitraries.of(Activation.SOFTMAX, Activation.SIGMOID, Activation.IDENTITY);
  }
}
