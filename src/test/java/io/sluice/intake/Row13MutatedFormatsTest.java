package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Row 13 of the threats for formats that are not served: SameDiff graphs and NumPy arrays, sound
 * and damaged. Nothing parses them: what is not refused by its first bytes is refused by the
 * inspection of the format that it pretends to have.
 */
class Row13MutatedFormatsTest {
  private static final int MUTATIONS = Integer.getInteger("sluice.torture.mutations", 20_000);

  @Test
  void intake_sameDiffAndNumpy_areRefusedWhateverIsDamaged() throws IOException {
    List<byte[]> sound = List.of(sameDiff(), numpy());
    Random random = new Random(13);
    int unsupported = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] file = sound.get(i % sound.size()).clone();
      int changes = random.nextInt(16);
      for (int change = 0; change < changes; change++) {
        // The first bytes decide who looks at the file, so half of the damage goes there.
        int at = random.nextInt(random.nextBoolean() ? 16 : file.length);
        file[at] = (byte) random.nextInt();
      }
      unsupported += refused(file) ? 1 : 0;
    }
    System.out.printf(
        "row 13: %d SameDiff and NumPy files, %d by their first bytes, accepted 0, server crashes"
            + " 0%n",
        MUTATIONS, unsupported);
    assertThat(unsupported).isPositive();
  }

  /** Refuses a file; true if its first bytes were enough. */
  private static boolean refused(byte[] file) throws IOException {
    SniffedFormat format;
    try {
      format =
          FormatSniffer.require(
              ByteBuffer.wrap(file, 0, Math.min(FormatSniffer.HEAD, file.length)).slice(), true);
    } catch (ServingException e) {
      assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED_MEDIA_TYPE);
      return true;
    }
    try {
      MemoryChannel channel = new MemoryChannel(file);
      switch (format) {
        case DL4J_ZIP -> ArchiveInspector.inspect(channel, IntakeLimits.DEFAULTS);
        case ONNX -> OnnxInspector.inspect(channel, IntakeLimits.DEFAULTS);
        case KERAS_HDF5 -> Hdf5Superblock.check(channel, IntakeLimits.DEFAULTS);
        default -> throw new AssertionError(format);
      }
    } catch (ArchiveRejectedException e) {
      return false;
    }
    throw new AssertionError("accepted as " + format);
  }

  private static byte[] sameDiff() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 4);
    SDVariable w = graph.var("w", Nd4j.rand(DataType.FLOAT, 4, 3));
    graph.nn.softmax("y", x.mmul(w), 1);
    ByteBuffer file = graph.asFlatBuffers(true);
    byte[] bytes = new byte[file.remaining()];
    file.get(bytes);
    return bytes;
  }

  private static byte[] numpy() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(0x93);
      out.write("NUMPY\1\0v\0".getBytes(StandardCharsets.ISO_8859_1));
      out.write(
          "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }"
              .getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[69]);
    }
    return bytes.toByteArray();
  }
}
