package io.sluice.model;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Names one answer, so that what came true can be told of it later. A UUID of version 7 (RFC 9562,
 * section 5.7): 48 bits of milliseconds since 1970, so that ids made later sort later, and 74
 * random bits, so that nobody can guess the id of another's answer.
 *
 * @param value of version 7 and the variant of RFC 9562
 */
public record PredictionId(UUID value) {
  private static final int LENGTH = 36;
  private static final int VERSION = 7;
  private static final int VARIANT = 2;
  private static final long RANDOM_OF_HIGH = 0xFFF;
  private static final long RANDOM_OF_LOW = 0x3FFF_FFFF_FFFF_FFFFL;

  public PredictionId {
    if (value.version() != VERSION || value.variant() != VARIANT) {
      throw new IllegalArgumentException("not a UUID of version 7: " + value);
    }
  }

  /**
   * A new id.
   *
   * @param millis since 1970-01-01T00:00Z, 0 to 2^48 - 1
   */
  public static PredictionId make(long millis, SecureRandom random) {
    long high = millis << 16 | (long) VERSION << 12 | (random.nextLong() & RANDOM_OF_HIGH);
    long low = Long.MIN_VALUE | (random.nextLong() & RANDOM_OF_LOW);
    return new PredictionId(new UUID(high, low));
  }

  /**
   * An id as it was given out: 36 characters, lower case or upper.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static PredictionId parse(String text) {
    // UUID.fromString takes groups of any length.
    if (text.length() != LENGTH) {
      throw new IllegalArgumentException("a prediction id has " + LENGTH + " characters");
    }
    return new PredictionId(UUID.fromString(text));
  }

  /** When it was made, in milliseconds since 1970. */
  public long millis() {
    return value.getMostSignificantBits() >>> 16;
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
