package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Checks one {@code TensorProto} (onnx.proto, IR version 3 and later): its values are in the file
 * itself, in one field, exactly as many as its axes say, and finite. An infinity is taken in a
 * tensor of one element, where graphs keep what masks are filled with.
 */
final class OnnxTensorReader {
  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int SEGMENT = 3;
  private static final int STRING_DATA = 6;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;
  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;
  private static final long VALUES = WireReader.fields(4, 5, 7, 10, 11);
  private static final long KNOWN =
      VALUES
          | WireReader.fields(DIMS, DATA_TYPE, SEGMENT, STRING_DATA, NAME, RAW_DATA)
          | WireReader.fields(12, EXTERNAL_DATA, DATA_LOCATION, 16);
  private static final long REPEATED =
      VALUES | WireReader.fields(DIMS, STRING_DATA, EXTERNAL_DATA, 16);
  private static final int MAX_RANK = 32;

  private final WireReader in;
  private long elements = 1;
  private int rank;
  private String name = "";
  private long code;
  private long values;
  private int worst;
  private long rawLength = -1;
  private int rawStart;

  private OnnxTensorReader(WireReader in) {
    this.in = in;
  }

  /**
   * Checks a tensor.
   *
   * @return its name
   */
  static String read(WireReader in, OnnxBudget budget) throws IOException {
    budget.tensor(in);
    OnnxTensorReader tensor = new OnnxTensorReader(in);
    while (in.next(KNOWN, REPEATED)) {
      tensor.field();
    }
    tensor.check(budget);
    return tensor.name;
  }

  private void field() throws IOException {
    switch (in.field()) {
      case DIMS -> dims();
      case DATA_TYPE -> code = in.number();
      case NAME -> name = in.text(OnnxBudget.MAX_NAME);
      case RAW_DATA -> {
        rawLength = in.length();
        rawStart = in.start((int) rawLength);
      }
      case EXTERNAL_DATA ->
          throw in.rejected(Reason.GRAPH_EXTERNAL_DATA, "keeps its values in another file");
      case DATA_LOCATION -> {
        if (in.number() != 0) {
          throw in.rejected(Reason.GRAPH_EXTERNAL_DATA, "keeps its values in another file");
        }
      }
      case SEGMENT ->
          throw in.rejected(Reason.GRAPH_UNSUPPORTED, "is a segment of a larger tensor");
      case STRING_DATA -> throw in.rejected(Reason.WEIGHTS_TYPE, "holds texts");
      case 4, 5, 7, 10, 11 -> values();
      default -> in.length(); // documentation and metadata, which nobody acts upon
    }
  }

  private void dims() throws IOException {
    if (in.type() == WireReader.VARINT) {
      dim(in.number());
      return;
    }
    WireReader packed = in.packed();
    while (packed.hasMore()) {
      dim(packed.element());
    }
  }

  private void dim(long length) throws IOException {
    if (length < 0 || length > Integer.MAX_VALUE || ++rank > MAX_RANK) {
      throw in.rejected(Reason.WEIGHTS_LENGTH, "has an axis of " + length);
    }
    elements *= length;
    if (elements > Integer.MAX_VALUE) {
      throw in.rejected(Reason.PARAMETERS_TOO_MANY, "has more than 2^31-1 elements");
    }
  }

  /** Counts values outside raw_data; which field they may stand in is checked at the end. */
  private void values() throws IOException {
    int field = in.field();
    switch (in.type()) {
      case WireReader.FIXED32 -> value(Float.floatToRawIntBits(in.float32()));
      case WireReader.FIXED64 -> value(Double.doubleToRawLongBits(in.float64()));
      case WireReader.VARINT -> value(in.number());
      default -> {
        if (field == 4 || field == 10) {
          fixed(field == 4 ? Float.BYTES : Double.BYTES);
        } else {
          WireReader packed = in.packed();
          while (packed.hasMore()) {
            value(packed.element());
          }
        }
      }
    }
  }

  private void fixed(int width) throws IOException {
    int length = in.length();
    if (length % width != 0) {
      throw in.rejected(Reason.WEIGHTS_LENGTH, "has a part of a value");
    }
    int start = in.start(length);
    ByteBuffer bytes = in.buffer();
    for (int at = start; at < start + length; at += width) {
      value(width == Float.BYTES ? bytes.getInt(at) : bytes.getLong(at));
    }
  }

  private void value(long bits) throws IOException {
    values++;
    OnnxElement element = OnnxElement.of(code);
    // protobuf writes fields by their numbers, and the type comes before all values.
    if (element == null || element.field() != in.field()) {
      throw in.rejected(Reason.WEIGHTS_TYPE, "holds values of another type than it says");
    }
    worst = Math.max(worst, element.notFinite(bits));
  }

  private void check(OnnxBudget budget) throws IOException {
    OnnxElement element = OnnxElement.of(code);
    if (element == null) {
      throw in.rejected(Reason.WEIGHTS_TYPE, "is of the type " + code + ", which is not served");
    }
    budget.parameters(in, elements);
    boolean raw = rawLength >= 0;
    long has = raw ? rawLength : values;
    long wants = raw ? element.bytes(elements) : element.fieldValues(elements);
    if (has != wants || (raw && values > 0)) {
      throw in.rejected(
          Reason.WEIGHTS_LENGTH,
          "has axes for %d elements of %s, but %d %s"
              .formatted(elements, element, has, raw ? "bytes" : "values"));
    }
    if (raw && element.floating()) {
      checkRaw(element);
    }
    if (worst == 2 || (worst == 1 && elements > 1)) {
      throw in.rejected(Reason.WEIGHTS_NOT_FINITE, "holds NaN or an infinity");
    }
  }

  private void checkRaw(OnnxElement element) {
    ByteBuffer bytes = in.buffer();
    int width = (int) element.bytes(1);
    for (long i = 0; i < elements; i++) {
      int at = rawStart + (int) i * width;
      long bits =
          switch (width) {
            case 2 -> bytes.getShort(at);
            case 4 -> bytes.getInt(at);
            default -> bytes.getLong(at);
          };
      worst = Math.max(worst, element.notFinite(bits));
    }
  }
}
