package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Walks one message of <a href="https://protobuf.dev/programming-guides/encoding/">protobuf's wire
 * format</a> field by field, and reads nothing beyond the message's end. Stricter than protobuf
 * itself, so that nobody reads the same bytes otherwise: fields that the message does not have are
 * refused, and so is a second value for a field that has one (protobuf would take the last, or join
 * them).
 */
final class WireReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private static final int MAX_FIELD = 63;

  private final ByteBuffer bytes;
  private final String part;
  private final int from;
  private final int end;
  private int position;
  private int field;
  private int type;
  private long seen;

  /**
   * @param bytes little-endian; only absolute reads are made
   * @param part what the message is called in refusals
   */
  WireReader(ByteBuffer bytes, int from, int end, String part) {
    this.bytes = bytes;
    this.from = from;
    this.position = from;
    this.end = end;
    this.part = part;
  }

  /** A set of field numbers, each below 64. */
  static long fields(int... numbers) {
    long set = 0;
    for (int number : numbers) {
      set |= 1L << number;
    }
    return set;
  }

  /**
   * Goes to the next field.
   *
   * @param known the fields that the message has
   * @param repeated those of them that may come more than once
   * @return false at the end of the message
   */
  boolean next(long known, long repeated) throws IOException {
    if (position == end) {
      return false;
    }
    long tag = readVarint();
    long number = tag >>> 3;
    if (number < 1 || number > MAX_FIELD || (known & 1L << number) == 0) {
      throw rejected(
          Reason.GRAPH_MALFORMED, "has a field that the format does not know: " + number);
    }
    field = (int) number;
    type = (int) (tag & 7);
    long bit = 1L << field;
    if ((seen & bit) != 0 && (repeated & bit) == 0) {
      throw rejected(Reason.GRAPH_MALFORMED, "has the field " + field + " twice");
    }
    seen |= bit;
    return true;
  }

  /** The number of the field that was gone to. */
  int field() {
    return field;
  }

  /** Whether a field came already. */
  boolean has(int number) {
    return (seen & 1L << number) != 0;
  }

  /** How the value of this field is written. */
  int type() {
    return type;
  }

  /** The value of this field, a whole number. */
  long number() throws IOException {
    expect(VARINT);
    return readVarint();
  }

  /** The value of this field, a float. */
  float float32() throws IOException {
    expect(FIXED32);
    return bytes.getFloat(take(Float.BYTES));
  }

  /** The value of this field, a double. */
  double float64() throws IOException {
    expect(FIXED64);
    return bytes.getDouble(take(Double.BYTES));
  }

  /** Where the value of this field begins; it is stepped over. */
  int start(int length) {
    return position - length;
  }

  /** Steps over the value of this field, which has a length, and tells it. */
  int length() throws IOException {
    expect(BYTES);
    long length = readVarint();
    if (length < 0 || length > end - position) {
      throw cut();
    }
    position += (int) length;
    return (int) length;
  }

  /** The value of this field, a message. */
  WireReader message(String name) throws IOException {
    int length = length();
    return new WireReader(bytes, position - length, position, name);
  }

  /** The elements of this field, packed one after the other. */
  WireReader packed() throws IOException {
    return message(part);
  }

  /** Whether elements are left. */
  boolean hasMore() {
    return position < end;
  }

  /** The next element of packed whole numbers. */
  long element() throws IOException {
    return readVarint();
  }

  /** The value of this field, a text of at most so many bytes. */
  String text(int most) throws IOException {
    int length = length();
    if (length > most) {
      throw rejected(Reason.GRAPH_TOO_LARGE, "has a name of " + length + " bytes");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(bytes.slice(position - length, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw rejected(Reason.GRAPH_MALFORMED, "has a text that is not UTF-8");
    }
  }

  /** A reader of the same message that begins at its first field. */
  WireReader again() {
    return new WireReader(bytes, from, end, part);
  }

  /** What the message is called in refusals. */
  String part() {
    return part;
  }

  /** The bytes that this message lies in. */
  ByteBuffer buffer() {
    return bytes;
  }

  ArchiveRejectedException rejected(Reason reason, String detail) {
    return new ArchiveRejectedException(reason, part, detail);
  }

  private void expect(int wanted) throws IOException {
    if (type != wanted) {
      throw rejected(
          Reason.GRAPH_MALFORMED, "has the field " + field + " written as something else");
    }
  }

  private long readVarint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = bytes.get(take(1));
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw rejected(Reason.GRAPH_MALFORMED, "has a number that does not end");
  }

  private int take(int count) throws IOException {
    if (count > end - position) {
      throw cut();
    }
    int at = position;
    position += count;
    return at;
  }

  private ArchiveRejectedException cut() {
    return rejected(Reason.GRAPH_MALFORMED, "is cut off");
  }
}
