package io.sluice.model;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model in ONNX's format once nothing in it is distrusted any more.
 *
 * @param bytes the whole file in native memory; read only
 * @param inputs what it takes, in the graph's order, without those that have a value already
 * @param outputs what it gives, in the graph's order
 * @param digest SHA-256 of the bytes
 */
public record OnnxModel(ByteBuffer bytes, List<Port> inputs, List<Port> outputs, Digest digest)
    implements ModelArtifact {
  public OnnxModel {
    bytes = bytes.asReadOnlyBuffer();
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  @Override
  public long size() {
    return bytes.limit();
  }

  @Override
  public ArtifactFormat format() {
    return ArtifactFormat.ONNX;
  }

  /**
   * An input or output of the graph.
   *
   * @param datatype FP32, FP64, INT32 or INT64
   * @param shape with the batch axis, -1 for open axes; null if the graph does not tell
   * @param softmax whether a softmax gives its values
   */
  public record Port(
      String name, Datatype datatype, @Nullable List<Integer> shape, boolean softmax) {
    public Port {
      shape = shape == null ? null : List.copyOf(shape);
    }
  }
}
