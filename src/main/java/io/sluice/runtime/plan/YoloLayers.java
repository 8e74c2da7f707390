package io.sluice.runtime.plan;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * YOLO's last layer (Redmon and Farhadi 2016): channels are {@code boxes * (5 + classes)}, for each
 * box its centre, its size as a multiple of a prior's, its confidence and its classes.
 */
final class YoloLayers {
  private static final int CENTRE = 2;
  private static final int SIZE = 2;
  private static final int CONFIDENCE = 1;
  private static final int NO_CLASS = CENTRE + SIZE + CONFIDENCE;

  /** Of {@code [rows, boxes, figures, cells]}. */
  private static final int FIGURES = 2;

  private YoloLayers() {}

  static void register(LayerTranslations all) {
    all.add(Yolo2OutputLayer.class, YoloLayers::yolo);
  }

  private static Value yolo(
      Yolo2OutputLayer layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    GraphBuilder graph = to.graph();
    if (layer.getFormat() == CNN2DFormat.NCHW) {
      return boxes(layer.getBoundingBoxes(), input, graph);
    }
    Value channelsFirst = graph.transpose(input, 0, 3, 1, 2);
    return graph.transpose(boxes(layer.getBoundingBoxes(), channelsFirst, graph), 0, 2, 3, 1);
  }

  private static Value boxes(INDArray priors, Value input, GraphBuilder graph)
      throws UntranslatableException {
    long boxes = priors.size(0);
    long figures = input.axis(1) / boxes;
    long classes = figures - NO_CLASS;
    if (classes < 1) {
      throw new UntranslatableException(
          "an output of %d channels has no classes of %d boxes".formatted(input.axis(1), boxes));
    }
    long cells = Value.OPEN;
    Value all =
        graph.reshape(
            input,
            new long[] {0, boxes, figures, -1},
            List.of(input.axis(0), boxes, figures, cells));
    List<Value> parts =
        graph.nodes(
            "Split",
            List.of(
                all.with(FIGURES, CENTRE),
                all.with(FIGURES, SIZE),
                all.with(FIGURES, CONFIDENCE),
                all.with(FIGURES, classes)),
            List.of(all, graph.longs(CENTRE, SIZE, CONFIDENCE, classes)),
            Attributes.integer("axis", FIGURES));
    Value prior = graph.weights(priors.reshape(1, boxes, SIZE, 1));
    Value grown = graph.map("Exp", parts.get(1));
    Value done =
        graph.node(
            "Concat",
            all.shape(),
            List.of(
                graph.map("Sigmoid", parts.get(0)),
                graph.node("Mul", grown.shape(), List.of(grown, prior)),
                graph.map("Sigmoid", parts.get(2)),
                graph.map("Softmax", parts.get(3), Attributes.integer("axis", FIGURES))),
            Attributes.integer("axis", FIGURES));
    Value shape = graph.node("Shape", List.of((long) input.rank()), List.of(input));
    return graph.node("Reshape", input.shape(), List.of(done, shape));
  }
}
