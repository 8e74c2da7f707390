package io.sluice.feedback;

import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.PredictionId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Many predictions of one model as bytes. One byte for the layout (1), then for each prediction,
 * all big-endian: the id (16 bytes), version (4), experiment (8), unit (8), the arm (length 1,
 * UTF-8), rows (4), number of values (4), values (4 each, IEEE 754), and the inputs (length 4, -1
 * for none, UTF-8).
 */
final class Segment {
  private static final int LAYOUT = 1;
  private static final int NO_TEXT = -1;

  private Segment() {}

  /** The bytes of predictions. */
  static byte[] write(List<LoggedPrediction> predictions) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(LAYOUT);
      for (LoggedPrediction one : predictions) {
        write(one, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(LoggedPrediction one, DataOutputStream out) throws IOException {
    out.writeLong(one.id().value().getMostSignificantBits());
    out.writeLong(one.id().value().getLeastSignificantBits());
    out.writeInt(one.version().version().number());
    out.writeLong(one.experiment());
    out.writeLong(one.unit());
    byte[] arm = one.arm() == null ? new byte[0] : one.arm().getBytes(StandardCharsets.UTF_8);
    out.writeByte(arm.length);
    out.write(arm);
    out.writeInt(one.rows());
    out.writeInt(one.outputs().length);
    for (float value : one.outputs()) {
      out.writeFloat(value);
    }
    if (one.inputs() == null) {
      out.writeInt(NO_TEXT);
    } else {
      byte[] inputs = one.inputs().getBytes(StandardCharsets.UTF_8);
      out.writeInt(inputs.length);
      out.write(inputs);
    }
  }

  /**
   * The predictions of bytes.
   *
   * @throws IllegalArgumentException if they are of another layout, or broken
   */
  static List<LoggedPrediction> read(ModelName model, byte[] content) {
    List<LoggedPrediction> predictions = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      if (in.readByte() != LAYOUT) {
        throw new IllegalArgumentException("a segment of another layout");
      }
      while (in.available() > 0) {
        predictions.add(read(model, in));
      }
      return predictions;
    } catch (EOFException e) {
      throw new IllegalArgumentException("a segment that is cut off", e);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
  }

  private static LoggedPrediction read(ModelName model, DataInputStream in) throws IOException {
    PredictionId id = new PredictionId(new UUID(in.readLong(), in.readLong()));
    ModelId version = new ModelId(model, new ModelVersion(in.readInt()));
    long experiment = in.readLong();
    long unit = in.readLong();
    String arm = text(in, in.readUnsignedByte());
    int rows = in.readInt();
    float[] outputs = new float[bounded(in, in.readInt(), Float.BYTES)];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = in.readFloat();
    }
    int length = in.readInt();
    String inputs = length == NO_TEXT ? null : text(in, bounded(in, length, 1));
    return new LoggedPrediction(
        id,
        version,
        arm == null || arm.isEmpty() ? null : arm,
        experiment,
        unit,
        rows,
        outputs,
        inputs);
  }

  private static @Nullable String text(DataInputStream in, int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** What rests bounds what may follow: a broken length must not take all memory. */
  private static int bounded(DataInputStream in, int count, int size) throws IOException {
    if (count < 0 || (long) count * size > in.available()) {
      throw new EOFException();
    }
    return count;
  }
}
