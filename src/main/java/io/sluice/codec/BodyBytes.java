package io.sluice.codec;

import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Shelf;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A whole body in one piece of memory, which other bodies take over once this is closed: for
 * formats that must be read from several places. The memory grows with what has really come, so
 * that a length that is only said costs nothing. Arrays have a power of two for their length, 16
 * KiB to 4 MiB; of each length at most 4 MiB are kept.
 */
public final class BodyBytes implements AutoCloseable {
  private static final int SHORTEST_BITS = 14;
  private static final int LONGEST_BITS = 22;
  private static final int MOST_ARRAYS = 64;
  private static final int FIRST = 1 << 16;
  private static final int LARGEST = 1 << 30;
  private static final byte[] NONE = {};
  private static final List<Shelf<byte[]>> SHELVES = shelves();

  private byte[] bytes;
  private int length;

  private BodyBytes(int expected) {
    this.bytes = take(Math.max(1, expected));
  }

  /**
   * Reads a body to its end.
   *
   * @param most bytes that it may have; more than 1 GiB are never taken
   * @param expected how long it says it is; -1 if it does not
   * @throws ServingException if it is longer, or breaks off
   */
  public static BodyBytes read(InputStream body, long most, long expected) {
    if (expected > most) {
      throw tooLarge(most);
    }
    BodyBytes whole = new BodyBytes((int) Math.min(expected + 2, FIRST));
    boolean complete = false;
    try {
      whole.fill(body, most);
      complete = true;
      return whole;
    } catch (IOException e) {
      throw BodyInput.unreadable(e);
    } finally {
      if (!complete) {
        whole.close();
      }
    }
  }

  /** The memory: {@link #length} bytes of the body, then at least one zero. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many bytes the body has. */
  public int length() {
    return length;
  }

  /** Gives the memory back; nothing of it may be used any more. Closing again does nothing. */
  @Override
  public void close() {
    byte[] given = bytes;
    bytes = NONE;
    length = 0;
    give(given);
  }

  private void fill(InputStream body, long most) throws IOException {
    long bound = Math.min(most, LARGEST);
    while (true) {
      int count = body.read(bytes, length, bytes.length - 1 - length);
      if (count < 0) {
        bytes[length] = 0;
        return;
      }
      length += count;
      if (length > bound) {
        throw tooLarge(most);
      }
      if (length == bytes.length - 1) {
        grow();
      }
    }
  }

  private void grow() {
    byte[] larger = take(2 * bytes.length);
    System.arraycopy(bytes, 0, larger, 0, length);
    give(bytes);
    bytes = larger;
  }

  private static ServingException tooLarge(long most) {
    return new ServingException(Kind.BODY_TOO_LARGE, "The body is larger than " + most + " bytes.");
  }

  private static byte[] take(int least) {
    int bits = Math.max(SHORTEST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(least - 1));
    byte[] array = bits > LONGEST_BITS ? null : SHELVES.get(bits - SHORTEST_BITS).take();
    return array == null ? new byte[1 << bits] : array;
  }

  private static void give(byte[] array) {
    int bits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(array.length);
    if (bits >= SHORTEST_BITS && bits <= LONGEST_BITS) {
      assert isPoisoned(array) : "memory that keeps nothing";
      SHELVES.get(bits - SHORTEST_BITS).give(array);
    }
  }

  private static boolean isPoisoned(byte[] array) {
    Arrays.fill(array, (byte) 0x15);
    return array[0] == 0x15;
  }

  private static List<Shelf<byte[]>> shelves() {
    List<Shelf<byte[]>> shelves = new ArrayList<>();
    for (int bits = SHORTEST_BITS; bits <= LONGEST_BITS; bits++) {
      shelves.add(new Shelf<>(Math.min(MOST_ARRAYS, (1 << LONGEST_BITS) >> bits)));
    }
    return List.copyOf(shelves);
  }
}
