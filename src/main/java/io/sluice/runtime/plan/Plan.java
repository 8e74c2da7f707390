package io.sluice.runtime.plan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import onnx.Onnx.ModelProto;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph and the weights that are too large to be part of it: copies of them on the heap would
 * multiply what a large network needs while it is loaded.
 *
 * @param graph refers to the weights by their place in one file called {@link #FILE}
 * @param weights row-major float32 arrays of our own, in the order of the file
 */
record Plan(ModelProto graph, List<INDArray> weights) {
  /** The name of the file of weights, beside that of the graph. */
  static final String FILE = "weights";

  /** Weights begin at a page, so that the file can be mapped. */
  private static final long ALIGNMENT = 4096;

  Plan {
    weights = List.copyOf(weights);
  }

  /** Where the next weights begin when the file has this length. */
  static long aligned(long length) {
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Writes the file of weights. */
  void writeWeights(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long position = 0;
      for (INDArray array : weights) {
        long bytes = array.length() * Float.BYTES;
        ByteBuffer memory =
            new Pointer(array.data().addressPointer()).capacity(bytes).asByteBuffer();
        while (memory.hasRemaining()) {
          position += channel.write(memory, position);
        }
        position = aligned(position);
      }
    }
  }

  /** Gives the native memory of the weights back. */
  void close() {
    weights.forEach(INDArray::close);
  }
}
