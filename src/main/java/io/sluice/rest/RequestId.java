package io.sluice.rest;

import io.sluice.model.Requester;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The id of the request that the present thread answers, for problems and log lines. The container
 * answers each request on one thread; {@link FrontFilter} sets the id and takes it away.
 */
public final class RequestId {
  /** The header that brings an id and takes it back. */
  public static final String HEADER = "X-Request-Id";

  /** The servlet request's attribute that holds the id. */
  public static final String ATTRIBUTE = Requester.REQUEST_ID_ATTRIBUTE;

  private static final int LONGEST = 128;
  private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

  private RequestId() {}

  /** The present request's id; empty outside a request. */
  public static String current() {
    String id = CURRENT.get();
    return id == null ? "" : id;
  }

  /**
   * The id that a caller sent if it can stand in a header and a log line as it is, else a new one.
   * A new one is 32 hexadecimal digits; it tells requests apart and need not be secret.
   */
  static String takeOrMake(@Nullable String sent) {
    if (sent != null && isSafe(sent)) {
      return sent;
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    byte[] digits = new byte[2 * Long.BYTES * 2];
    hexadecimal(random.nextLong(), digits, 0);
    hexadecimal(random.nextLong(), digits, digits.length / 2);
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  /** Whether it is {@code [A-Za-z0-9._:-]{1,128}}. */
  private static boolean isSafe(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean safe =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == ':'
              || c == '-';
      if (!safe) {
        return false;
      }
    }
    return !id.isEmpty() && id.length() <= LONGEST;
  }

  private static void hexadecimal(long value, byte[] into, int from) {
    for (int i = 0; i < 2 * Long.BYTES; i++) {
      into[from + i] = (byte) Character.forDigit((int) (value >>> (60 - 4 * i)) & 0xF, 16);
    }
  }

  /** Sets the id of the present thread, or takes it away. */
  static void set(@Nullable String id) {
    if (id == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(id);
    }
  }
}
