package io.sluice.runtime.plan;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final FloatBuffer[] in;
  private final FloatBuffer[] out;
  private final int @Nullable [][] outputShapes;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();

  /**
   * @param like tensors of the shape that rows have
   * @param rows of the whole batch
   * @param outputShapes without the batch axis; null if they are known only after a run
   * @param inMemory for each input
   * @param outMemory for each output
   */
  Binding(
      OrtSession session,
      List<Tensor> like,
      int rows,
      int @Nullable [][] outputShapes,
      LaneMemory[] inMemory,
      LaneMemory[] outMemory)
      throws OrtException {
    this.session = session;
    this.outputShapes = outputShapes;
    this.in = new FloatBuffer[inMemory.length];
    this.out = new FloatBuffer[outputShapes == null ? 0 : outMemory.length];
    for (int i = 0; i < in.length; i++) {
      int[] shape = batch(rows, like.get(i).rowShape());
      in[i] = inMemory[i].of((int) Shapes.size(shape));
      inputs.put(NetworkTranslator.inputName(i), tensor(in[i], shape));
    }
    for (int i = 0; i < out.length; i++) {
      int[] shape = batch(rows, outputShapes[i]);
      out[i] = outMemory[i].of((int) Shapes.size(shape));
      outputs.put(NetworkTranslator.outputName(i), tensor(out[i], shape));
    }
  }

  List<List<Tensor>> run(List<List<Tensor>> parts) throws OrtException {
    for (int i = 0; i < in.length; i++) {
      int position = 0;
      for (int part = 0; part < parts.size(); part++) {
        Tensor tensor = parts.get(part).get(i);
        in[i].put(position, tensor.values(), 0, tensor.size());
        position += tensor.size();
      }
    }
    if (outputShapes != null) {
      session.run(inputs, outputs).close();
      return split(parts, out, outputShapes);
    }
    try (OrtSession.Result result = session.run(inputs)) {
      FloatBuffer[] answers = new FloatBuffer[result.size()];
      int[][] shapes = new int[answers.length][];
      for (int i = 0; i < answers.length; i++) {
        OnnxTensor answer = (OnnxTensor) result.get(i);
        answers[i] = answer.getFloatBuffer();
        long[] shape = answer.getInfo().getShape();
        shapes[i] = Arrays.stream(shape).skip(1).mapToInt(Math::toIntExact).toArray();
      }
      return split(parts, answers, shapes);
    }
  }

  void close() {
    inputs.values().forEach(OnnxTensor::close);
    outputs.values().forEach(OnnxTensor::close);
  }

  private static List<List<Tensor>> split(
      List<List<Tensor>> parts, FloatBuffer[] answers, int[][] rowShapes) {
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

  private static Tensor rows(FloatBuffer values, int[] rowShape, int from, int count) {
    int size = (int) Shapes.size(rowShape);
    float[] own = new float[count * size];
    values.get(from * size, own, 0, own.length);
    return Tensor.of(own, batch(count, rowShape));
  }

  private static int[] batch(int rows, int[] row) {
    int[] shape = new int[row.length + 1];
    shape[0] = rows;
    System.arraycopy(row, 0, shape, 1, row.length);
    return shape;
  }

  private static OnnxTensor tensor(FloatBuffer memory, int[] shape) throws OrtException {
    long[] axes = Arrays.stream(shape).asLongStream().toArray();
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), memory, axes);
  }
}
