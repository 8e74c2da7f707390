package io.sluice.registry;

import io.sluice.model.ModelId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which version the present thread leased last, from {@link #begin} to {@link #close}:
 * the log line of a request names the version that answered, however the request named the model.
 */
public final class LeaseTrace implements AutoCloseable {
  private static final ThreadLocal<LeaseTrace> CURRENT = new ThreadLocal<>();

  private @Nullable ModelId last;

  private LeaseTrace() {}

  /** Begins to watch the present thread; to be closed on the same one. */
  public static LeaseTrace begin() {
    LeaseTrace trace = new LeaseTrace();
    CURRENT.set(trace);
    return trace;
  }

  static void leased(ModelId id) {
    LeaseTrace trace = CURRENT.get();
    if (trace != null) {
      trace.last = id;
    }
  }

  /** The version leased last since the beginning; empty if none was. */
  public Optional<ModelId> last() {
    return Optional.ofNullable(last);
  }

  @Override
  public void close() {
    // The thread is the container's and lives longer than this application.
    CURRENT.remove();
  }
}
