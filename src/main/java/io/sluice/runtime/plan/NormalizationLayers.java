package io.sluice.runtime.plan;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Normalisation by statistics of the training, and by neighbouring channels. */
final class NormalizationLayers {
  private NormalizationLayers() {}

  static void register(LayerTranslations all) {
    all.add(BatchNormalization.class, NormalizationLayers::batch);
    all.add(LocalResponseNormalization.class, NormalizationLayers::response);
  }

  private static Value batch(
      BatchNormalization layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    boolean channelsLast = layer.getCnn2DFormat() == CNN2DFormat.NHWC;
    // Of series with their features first, DL4J takes the batch for the features, and fails.
    if (input.rank() > 4 || (input.rank() == 3 && !channelsLast)) {
      throw new UntranslatableException(
          "Deeplearning4j normalises no batches of rank %d and the format %s"
              .formatted(input.rank(), layer.getCnn2DFormat()));
    }
    GraphBuilder graph = to.graph();
    boolean last = input.rank() > 2 && channelsLast;
    Value channels = Channels.first(input, last, graph);
    INDArray mean = row(parameters.get(BatchNormalizationParamInitializer.GLOBAL_MEAN));
    boolean locked = layer.isLockGammaBeta();
    // DL4J applies locked figures only where neither of them is neutral.
    boolean applied = layer.getGamma() != 1 && layer.getBeta() != 0;
    INDArray gamma =
        locked
            ? Nd4j.valueArrayOf(mean.shape(), applied ? layer.getGamma() : 1, mean.dataType())
            : row(parameters.get(BatchNormalizationParamInitializer.GAMMA));
    INDArray beta =
        locked
            ? Nd4j.valueArrayOf(mean.shape(), applied ? layer.getBeta() : 0, mean.dataType())
            : row(parameters.get(BatchNormalizationParamInitializer.BETA));
    Value normal =
        graph.node(
            "BatchNormalization",
            channels.shape(),
            List.of(
                channels,
                graph.weights(gamma),
                graph.weights(beta),
                graph.weights(mean),
                graph.weights(variance(layer, parameters))),
            Attributes.real("epsilon", layer.getEps()));
    return Channels.restore(normal, last, graph);
  }

  private static INDArray variance(BatchNormalization layer, Parameters parameters)
      throws UntranslatableException {
    if (!layer.isUseLogStd()) {
      return row(parameters.get(BatchNormalizationParamInitializer.GLOBAL_VAR));
    }
    INDArray logarithms = row(parameters.get(BatchNormalizationParamInitializer.GLOBAL_LOG_STD));
    INDArray ten = Nd4j.valueArrayOf(logarithms.shape(), 10.0, logarithms.dataType());
    INDArray deviation = Transforms.pow(ten, logarithms);
    return deviation.mul(deviation);
  }

  /** DL4J sums over {@code n / 2} channels on both sides, and does not divide by their number. */
  private static Value response(
      LocalResponseNormalization layer, Parameters parameters, Value input, Translation to) {
    boolean last = layer.getDataFormat() == CNN2DFormat.NHWC;
    int size = 2 * ((int) layer.getN() / 2) + 1;
    Value channels = Channels.first(input, last, to.graph());
    Value normal =
        to.graph()
            .map(
                "LRN",
                channels,
                Attributes.integer("size", size),
                Attributes.real("alpha", layer.getAlpha() * size),
                Attributes.real("beta", layer.getBeta()),
                Attributes.real("bias", layer.getK()));
    return Channels.restore(normal, last, to.graph());
  }

  private static INDArray row(INDArray figures) {
    return figures.reshape(figures.length());
  }
}
