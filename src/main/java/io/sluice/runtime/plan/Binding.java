package io.sluice.runtime.plan;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tensors of ONNX Runtime over the memory of a lane, for one number of rows. ONNX Runtime reads its
 * inputs there and, where the shapes of its answers are known beforehand, writes those there too.
 */
final class Binding {
  private final OrtSession session;
  private final GraphEnds ends;
  private final Cells[] in;
  private final Cells[] out;
  private final int rows;
  private final int @Nullable [][] outputShapes;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();

  /**
   * @param ends how the graph has its inputs and outputs
   * @param like tensors of the shape that rows have
   * @param rows of the whole batch
   * @param outputShapes without the batch axis; null if they are known only after a run
   * @param inMemory for each input
   * @param outMemory for each output
   */
  Binding(
      OrtSession session,
      GraphEnds ends,
      List<Tensor> like,
      int rows,
      int @Nullable [][] outputShapes,
      LaneMemory[] inMemory,
      LaneMemory[] outMemory)
      throws OrtException {
    this.session = session;
    this.ends = ends;
    this.rows = rows;
    this.outputShapes = outputShapes;
    this.in = new Cells[inMemory.length];
    this.out = new Cells[outputShapes == null ? 0 : outMemory.length];
    for (int i = 0; i < in.length; i++) {
      GraphEnds.End end = ends.inputs().get(i);
      int[] shape = batch(rows, like.get(i).rowShape());
      in[i] = inMemory[i].of((int) Shapes.size(shape));
      inputs.put(end.name(), in[i].tensor(end.axes(shape)));
    }
    for (int i = 0; i < out.length; i++) {
      GraphEnds.End end = ends.outputs().get(i);
      int[] shape = batch(rows, outputShapes[i]);
      out[i] = outMemory[i].of((int) Shapes.size(shape));
      outputs.put(end.name(), out[i].tensor(end.axes(shape)));
    }
  }

  List<List<Tensor>> run(List<List<Tensor>> parts) throws OrtException {
    for (int i = 0; i < in.length; i++) {
      int position = 0;
      for (int part = 0; part < parts.size(); part++) {
        Tensor tensor = parts.get(part).get(i);
        in[i].put(position, tensor.values(), tensor.size());
        position += tensor.size();
      }
    }
    if (outputShapes != null) {
      session.run(inputs, outputs).close();
      return split(parts, out, outputShapes);
    }
    try (OrtSession.Result result = session.run(inputs)) {
      Cells[] answers = new Cells[result.size()];
      int[][] shapes = new int[answers.length][];
      for (int i = 0; i < answers.length; i++) {
        OnnxTensor answer = (OnnxTensor) result.get(i);
        answers[i] = Cells.of(ends.outputs().get(i).type(), answer);
        shapes[i] = GraphEnds.rowShape(answer.getInfo().getShape(), rows);
      }
      return split(parts, answers, shapes);
    }
  }

  void close() {
    inputs.values().forEach(OnnxTensor::close);
    outputs.values().forEach(OnnxTensor::close);
  }

  private static List<List<Tensor>> split(
      List<List<Tensor>> parts, Cells[] answers, int[][] rowShapes) {
    List<List<Tensor>> split = new ArrayList<>(parts.size());
    int from = 0;
    for (int part = 0; part < parts.size(); part++) {
      int rows = parts.get(part).get(0).rows();
      List<Tensor> own = new ArrayList<>(answers.length);
      for (int i = 0; i < answers.length; i++) {
        own.add(rows(answers[i], rowShapes[i], from, rows));
      }
      split.add(own);
      from += rows;
    }
    return split;
  }

  private static Tensor rows(Cells values, int[] rowShape, int from, int count) {
    int size = (int) Shapes.size(rowShape);
    float[] own = new float[count * size];
    values.get(from * size, own);
    return Tensor.of(own, batch(count, rowShape));
  }

  private static int[] batch(int rows, int[] row) {
    int[] shape = new int[row.length + 1];
    shape[0] = rows;
    System.arraycopy(row, 0, shape, 1, row.length);
    return shape;
  }
}
