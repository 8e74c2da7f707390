package io.sluice.rest;

import io.sluice.model.ModelId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log lines of refusals. There may be thousands in a second, all alike, and a line each would
 * cost the server what it refuses them for, and push the lines of all others out of the log. The
 * first {@value #OWN_LINES} between two writes have lines of their own; the others are summed, and
 * come as one line for each route, version and status, which says how many they were.
 */
final class RefusedRequests {
  /** How many refusals between two writes have a line each. */
  static final int OWN_LINES = 10;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final Map<Alike, Sum> sums = new ConcurrentHashMap<>();
  private final AtomicInteger own = new AtomicInteger();

  /**
   * Sums a request, if it was refused and shall not have a line of its own.
   *
   * @return whether it was summed
   */
  boolean sum(AccessRecord line) {
    if (line.status() != TOO_MANY_REQUESTS && line.status() != UNAVAILABLE) {
      return false;
    }
    // Read first: in a flood it is only read.
    if (own.get() < OWN_LINES && own.getAndIncrement() < OWN_LINES) {
      return false;
    }
    Alike alike = new Alike(line.method(), line.route(), line.id(), line.status());
    Sum sum = sums.get(alike);
    if (sum == null) {
      sum = sums.computeIfAbsent(alike, added -> new Sum());
    }
    sum.add(line);
    return true;
  }

  /**
   * Gives what was summed, and begins anew.
   *
   * @param log takes the lines
   */
  void write(Consumer<AccessRecord> log) {
    own.set(0);
    sums.forEach(
        (alike, sum) -> {
          AccessRecord line = sum.take(alike);
          if (line != null) {
            log.accept(line);
          }
        });
  }

  /** What those have in common that are summed. All of it is from closed sets. */
  private record Alike(String method, String route, @Nullable ModelId id, int status) {}

  /** Refusals of a kind since the last line. */
  private static final class Sum {
    private static final double MICROS_PER_MILLI = 1000;

    private final LongAdder count = new LongAdder();
    private final LongAdder micros = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private volatile String requestId = "";

    void add(AccessRecord line) {
      micros.add(Math.round(line.durationMillis() * MICROS_PER_MILLI));
      bytes.add(line.bytes());
      requestId = line.requestId();
      count.increment();
    }

    /** The line of what was summed; null if it was nothing. */
    @Nullable AccessRecord take(Alike alike) {
      long many = count.sumThenReset();
      return many == 0
          ? null
          : new AccessRecord(
              requestId,
              alike.method(),
              alike.route(),
              alike.id(),
              alike.status(),
              micros.sumThenReset() / MICROS_PER_MILLI / many,
              bytes.sumThenReset(),
              many);
    }
  }
}
