package io.sluice.rest;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of the request that the present thread answers, for problems and log lines. The container
 * answers each request on one thread; {@link RequestIdFilter} sets the id and takes it away.
 */
public final class RequestId {
  /** The header that brings an id and takes it back. */
  public static final String HEADER = "X-Request-Id";

  /** The servlet request's attribute that holds the id. */
  public static final String ATTRIBUTE = "io.sluice.requestId";

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
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
    if (sent != null && SAFE.matcher(sent).matches()) {
      return sent;
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "%016x%016x".formatted(random.nextLong(), random.nextLong());
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
