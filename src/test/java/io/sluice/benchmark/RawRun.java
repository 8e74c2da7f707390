package io.sluice.benchmark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * ONNX Runtime with nothing around it: one batch copied into native memory, run, and copied back.
 */
final class RawRun implements AutoCloseable {
  private final float[] values;
  private final float[] answer;
  private final FloatBuffer in;
  private final FloatBuffer out;
  private final OrtSession session;
  private final OnnxTensor input;
  private final OnnxTensor output;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;

  /**
   * @param graph the file of a plan
   * @param values of the batch
   * @param shape of the batch
   * @param columns of the answer
   */
  RawRun(Path graph, float[] values, int[] shape, int columns) throws OrtException {
    this.values = values.clone();
    this.answer = new float[shape[0] * columns];
    this.in = floats(values.length);
    this.out = floats(answer.length);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(graph.toString(), options);
    }
    input = OnnxTensor.createTensor(environment, in, Arrays.stream(shape).asLongStream().toArray());
    output = OnnxTensor.createTensor(environment, out, new long[] {shape[0], columns});
    inputs = Map.of("in0", input);
    outputs = Map.of("out0", output);
  }

  /** Computes the batch; the answer's array is used again. */
  float[] run() throws OrtException {
    in.put(0, values);
    session.run(inputs, outputs).close();
    out.get(0, answer);
    return answer;
  }

  @Override
  public void close() throws OrtException {
    input.close();
    output.close();
    session.close();
  }

  private static FloatBuffer floats(int size) {
    return ByteBuffer.allocateDirect(size * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
