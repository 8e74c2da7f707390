package io.sluice.runtime.plan;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The native memory that one batch is computed in: rows are written to it, ONNX Runtime reads them
 * there and, where the shapes of its answers are known beforehand, writes those there too.
 *
 * <p>Small batches of fixed shapes keep their bindings: making the tensors anew costs as much as
 * the arithmetic of a small network.
 */
final class Lane {
  private static final int KEPT_ROWS = 32;

  /** Memory beyond this is given back after the batch that needed it. */
  private static final int KEPT_VALUES = 1 << 20;

  private final OrtSession session;
  private final List<TensorSpec> outputs;
  private final boolean fixed;
  private final int inputValues;
  private final int outputValues;
  private final @Nullable Binding[] kept = new @Nullable Binding[KEPT_ROWS + 1];
  private final int[][] outputShapes;

  Lane(OrtSession session, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    this.session = session;
    this.outputs = outputs;
    this.fixed = areFixed(inputs) && areFixed(outputs);
    this.inputValues = fixed ? values(inputs) : 0;
    this.outputValues = fixed ? values(outputs) : 0;
    this.outputShapes = new int[outputs.size()][];
    for (int i = 0; i < outputShapes.length; i++) {
      outputShapes[i] = Shapes.toArray(outputs.get(i).shape());
    }
  }

  /** Computes the parts as one batch. Not for several threads at once. */
  List<List<Tensor>> infer(List<List<Tensor>> parts) throws OrtException {
    int rows = 0;
    for (List<Tensor> part : parts) {
      rows += part.get(0).rows();
    }
    boolean keep =
        fixed
            && rows <= KEPT_ROWS
            && (long) rows * Math.max(inputValues, outputValues) <= KEPT_VALUES;
    Binding binding = keep ? kept[rows] : null;
    if (binding == null) {
      binding = new Binding(parts.get(0), rows);
      if (keep) {
        kept[rows] = binding;
      }
    }
    try {
      return binding.run(parts);
    } finally {
      if (!keep) {
        binding.close();
      }
    }
  }

  void close() {
    for (int i = 0; i < kept.length; i++) {
      Binding binding = kept[i];
      if (binding != null) {
        binding.close();
        kept[i] = null;
      }
    }
  }

  private static boolean areFixed(List<TensorSpec> specs) {
    return specs.stream().allMatch(spec -> Shapes.isFixed(spec.shape()));
  }

  private static int values(List<TensorSpec> specs) {
    return specs.stream().mapToInt(spec -> (int) Shapes.size(Shapes.toArray(spec.shape()))).sum();
  }

  /** Tensors of ONNX Runtime over memory of ours, for one number of rows. */
  private final class Binding {
    private final int rows;
    private final FloatBuffer[] in;
    private final FloatBuffer[] out;
    private final Map<String, OnnxTensor> inputTensors = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputTensors = new LinkedHashMap<>();

    Binding(List<Tensor> like, int rows) throws OrtException {
      this.rows = rows;
      this.in = new FloatBuffer[like.size()];
      this.out = new FloatBuffer[fixed ? outputShapes.length : 0];
      for (int i = 0; i < in.length; i++) {
        long[] shape = batch(like.get(i).rowShape());
        in[i] = memory(shape);
        inputTensors.put(NetworkTranslator.inputName(i), tensor(in[i], shape));
      }
      for (int i = 0; i < out.length; i++) {
        long[] shape = batch(outputShapes[i]);
        out[i] = memory(shape);
        outputTensors.put(NetworkTranslator.outputName(i), tensor(out[i], shape));
      }
    }

    List<List<Tensor>> run(List<List<Tensor>> parts) throws OrtException {
      for (int i = 0; i < in.length; i++) {
        int position = 0;
        for (List<Tensor> part : parts) {
          Tensor tensor = part.get(i);
          in[i].put(position, tensor.values(), 0, tensor.size());
          position += tensor.size();
        }
      }
      if (fixed) {
        session.run(inputTensors, outputTensors).close();
        return split(parts, out, outputShapes);
      }
      try (OrtSession.Result result = session.run(inputTensors)) {
        FloatBuffer[] answers = new FloatBuffer[outputs.size()];
        int[][] shapes = new int[outputs.size()][];
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
      inputTensors.values().forEach(OnnxTensor::close);
      outputTensors.values().forEach(OnnxTensor::close);
    }

    private List<List<Tensor>> split(
        List<List<Tensor>> parts, FloatBuffer[] answers, int[][] rowShapes) {
      List<List<Tensor>> split = new ArrayList<>(parts.size());
      int from = 0;
      for (List<Tensor> part : parts) {
        int count = part.get(0).rows();
        List<Tensor> own = new ArrayList<>(answers.length);
        for (int i = 0; i < answers.length; i++) {
          own.add(rows(answers[i], rowShapes[i], from, count));
        }
        split.add(own);
        from += count;
      }
      return split;
    }

    private long[] batch(int[] row) {
      long[] shape = new long[row.length + 1];
      shape[0] = rows;
      for (int i = 0; i < row.length; i++) {
        shape[i + 1] = row[i];
      }
      return shape;
    }
  }

  private static Tensor rows(FloatBuffer values, int[] rowShape, int from, int count) {
    int size = (int) Shapes.size(rowShape);
    float[] own = new float[count * size];
    values.get(from * size, own, 0, own.length);
    int[] shape = new int[rowShape.length + 1];
    shape[0] = count;
    System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
    return Tensor.of(own, shape);
  }

  private static FloatBuffer memory(long[] shape) {
    long values = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    int bytes = Math.toIntExact(Math.multiplyExact(values, Float.BYTES));
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private static OnnxTensor tensor(FloatBuffer memory, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), memory, shape);
  }
}
