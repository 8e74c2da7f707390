package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.model.Scaling;
import io.sluice.model.Tensor;
import io.sluice.model.TimeSource;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Batches are scaled as ND4J's own normalisers scale them. */
class ScalerTest {
  private static final float[] VALUES = {1, 10, 3, 40, 5, 60};

  @Test
  void normalize_standardizedFeatures_equalsNd4j() {
    Scaling scaling = new Scaling.Standardize(List.of(3.0, 30.0), List.of(2.0, 20.0));
    NormalizerStandardize nd4j =
        new NormalizerStandardize(
            Nd4j.createFromArray(3f, 30f).reshape(1, 2),
            Nd4j.createFromArray(2f, 20f).reshape(1, 2));
    INDArray expected = Nd4j.create(VALUES, new long[] {3, 2}, 'c');
    nd4j.transform(expected);

    Tensor scaled = Scaler.normalize(Tensor.of(VALUES, 3, 2), scaling);

    assertThat(scaled.values()).containsExactly(expected.data().asFloat(), within(1e-6f));
    assertThat(Scaler.denormalize(scaled, scaling).values()).containsExactly(VALUES, within(1e-4f));
  }

  @Test
  void normalize_imageChannels_equalsNd4j() {
    float[] image = new float[2 * 2 * 2 * 2];
    for (int i = 0; i < image.length; i++) {
      image[i] = i;
    }
    Scaling scaling = new Scaling.MinMax(List.of(0.0, 4.0), List.of(16.0, 20.0), 0, 1);
    NormalizerMinMaxScaler nd4j = new NormalizerMinMaxScaler(0, 1);
    nd4j.setFeatureStats(
        Nd4j.createFromArray(0f, 4f).reshape(1, 2), Nd4j.createFromArray(16f, 20f).reshape(1, 2));
    INDArray expected = Nd4j.create(image.clone(), new long[] {2, 2, 2, 2}, 'c');
    nd4j.transform(expected);

    Tensor scaled = Scaler.normalize(Tensor.of(image, 2, 2, 2, 2), scaling);

    assertThat(scaled.values()).containsExactly(expected.dup('c').data().asFloat(), within(1e-6f));
  }

  @Test
  void normalize_noScaling_leavesTheBatchAlone() {
    Tensor batch = Tensor.of(VALUES, 3, 2);

    assertThat(Scaler.normalize(batch, new Scaling.None())).isSameAs(batch);
  }

  @Test
  void probe_figuresOfAnotherWidth_areRefused() {
    NormalizerStandardize narrow = new NormalizerStandardize(Nd4j.zeros(1, 2), Nd4j.ones(1, 2));
    MultiLayerNetwork original =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(3)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
    original.init();

    assertThatThrownBy(
            () -> {
              Network network = NetworkLoader.load(Archives.of(original, narrow));
              new NetworkProbe(network, TimeSource.SYSTEM).probe(network.inputs());
            })
        .isInstanceOf(NetworkRejectedException.class)
        .hasMessage("the normaliser has figures for 2 columns of the input 'input', which has 3");
  }
}
