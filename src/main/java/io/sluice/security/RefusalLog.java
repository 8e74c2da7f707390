package io.sluice.security;

import io.sluice.model.TimeSource;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says that credentials were refused, in a line every ten seconds at most: whoever sends wrong ones
 * must not be able to fill a disk. Never the credential, nor anything that a caller wrote.
 */
final class RefusalLog {
  private static final System.Logger LOG = System.getLogger("io.sluice.security.refusals");
  private static final long PAUSE_NANOS = 10_000_000_000L;

  private final TimeSource time;
  private final AtomicLong silentUntil;
  private final AtomicLong unsaid = new AtomicLong();

  RefusalLog(TimeSource time) {
    this.time = time;
    this.silentUntil = new AtomicLong(time.nanoTime());
  }

  /**
   * Notes a refusal.
   *
   * @param credential what kind it was
   * @param reason in our words
   */
  void refused(String credential, String reason) {
    long now = time.nanoTime();
    long until = silentUntil.get();
    if (now - until < 0 || !silentUntil.compareAndSet(until, now + PAUSE_NANOS)) {
      unsaid.incrementAndGet();
      return;
    }
    long more = unsaid.getAndSet(0);
    LOG.log(
        Level.WARNING,
        "A {0} was refused: {1}; {2} more since the last line",
        credential,
        reason,
        Long.toString(more));
  }
}
