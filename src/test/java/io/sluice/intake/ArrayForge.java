package io.sluice.intake;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Arrays in ND4J's binary format, with every field open to be forged. */
final class ArrayForge {
  String shapeMode = "MIXED_DATA_TYPES";
  String shapeType = "LONG";
  long[] shape;
  long shapeLength;
  String dataMode = "MIXED_DATA_TYPES";
  String dataType = "FLOAT";
  long dataLength;
  byte[] data;

  private ArrayForge(long[] shape, long dataLength, byte[] data) {
    this.shape = shape;
    this.shapeLength = shape.length;
    this.dataLength = dataLength;
    this.data = data;
  }

  /** As ND4J 1.0.0-M2.1 writes a row vector of floats. */
  static ArrayForge row(float... values) {
    long n = values.length;
    byte[] data =
        bytes(
            out -> {
              for (float value : values) {
                out.writeFloat(value);
              }
            });
    return new ArrayForge(new long[] {2, 1, n, 1, 1, 8192, 1, 'c'}, n, data);
  }

  /** The same values as an ND4J before 1.0.0-beta wrote them: 32-bit lengths and shapes. */
  ArrayForge legacy(String mode) {
    shapeMode = mode;
    dataMode = mode;
    shapeType = "INT";
    shape[shape.length - 3] = 0;
    return this;
  }

  byte[] build() {
    return bytes(
        out -> {
          boolean legacyShape = isLegacy(shapeMode);
          header(out, shapeMode, shapeLength, shapeType);
          for (long number : shape) {
            if (legacyShape) {
              out.writeInt((int) number);
            } else {
              out.writeLong(number);
            }
          }
          header(out, dataMode, dataLength, dataType);
          out.write(data);
        });
  }

  static byte[] bytes(Output content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void header(DataOutputStream out, String mode, long length, String type)
      throws IOException {
    out.writeUTF(mode);
    if (isLegacy(mode)) {
      out.writeInt((int) length);
    } else {
      out.writeLong(length);
    }
    out.writeUTF(type);
  }

  private static boolean isLegacy(String mode) {
    return mode.equals("JAVACPP") || mode.equals("HEAP") || mode.equals("DIRECT");
  }

  interface Output {
    void writeTo(DataOutputStream out) throws IOException;
  }
}
