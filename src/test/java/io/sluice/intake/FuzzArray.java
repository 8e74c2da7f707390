package io.sluice.intake;

import io.sluice.model.ArrayData;
import io.sluice.model.NormalizerData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What Jazzer does to the readers of arrays and normalisers: any bytes are refused, or give a value
 * that is the same once it was written and read.
 */
public final class FuzzArray {
  private static final long MANY = 1 << 20;

  private FuzzArray() {}

  /** One try, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    array(bytes);
    normalizer(bytes);
  }

  private static void array(byte[] bytes) throws IOException {
    ArrayData array;
    try {
      array = ArrayReader.readOrEmpty(in(bytes), MANY);
    } catch (ArchiveRejectedException e) {
      return;
    }
    ArrayData again =
        ArrayReader.readOrEmpty(in(written(out -> ArrayWriter.write(array, out))), MANY);
    boolean same =
        array == null
            ? again == null
            : again != null && again.type() == array.type() && again.data().equals(array.data());
    if (!same) {
      throw new AssertionError("an array was written as another");
    }
  }

  private static void normalizer(byte[] bytes) throws IOException {
    NormalizerData normalizer;
    try {
      normalizer = NormalizerReader.read(in(bytes));
    } catch (ArchiveRejectedException e) {
      return;
    }
    byte[] written = written(out -> NormalizerWriter.write(normalizer, out));
    if (!NormalizerReader.read(in(written)).equals(normalizer)) {
      throw new AssertionError("a normaliser was written as another");
    }
  }

  private static EntryBytes in(byte[] bytes) {
    return new EntryBytes(new ByteArrayInputStream(bytes), "fuzzed", bytes.length);
  }

  private static byte[] written(ArrayForge.Output content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      content.writeTo(out);
    }
    return bytes.toByteArray();
  }
}
