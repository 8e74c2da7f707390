package io.sluice.security;

import io.sluice.model.Caller;
import io.sluice.model.OverloadException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.TimeSource;
import org.jspecify.annotations.Nullable;

/** Knows callers by their keys. */
final class ApiKeyAuthentication {
  /** Compared with where there is no key, so that both answers take as long. */
  private static final String NO_HASH = "0".repeat(64);

  private final KeyRing ring;
  private final GuessLimit guesses;
  private final RefusalLog log;
  private final TimeSource time;

  ApiKeyAuthentication(KeyRing ring, GuessLimit guesses, RefusalLog log, TimeSource time) {
    this.ring = ring;
    this.guesses = guesses;
    this.log = log;
    this.time = time;
  }

  /**
   * The owner of a key.
   *
   * @param text what the caller sent
   * @param address where it came from
   * @throws io.sluice.model.ServingException if there is no such key, it asks more often than it
   *     may, or the address has guessed too often
   */
  Caller authenticate(String text, String address) {
    String id = KeyText.idOf(text);
    KeyRing.Held held = id == null ? null : ring.find(id);
    String what = held == null ? "" : held.key().id();
    guesses.check(address, what);
    boolean right = KeyText.matches(text, held == null ? NO_HASH : held.key().hash());
    if (held == null || !right) {
      guesses.failed(address, what);
      log.refused("key", held == null ? "no such key" : "wrong secret of key " + what);
      throw new CredentialException("The key is not valid.");
    }
    take(held.limit());
    return held.caller();
  }

  private void take(@Nullable RateLimit limit) {
    int wait = limit == null ? 0 : limit.take(time.nanoTime());
    if (limit != null && wait > 0) {
      throw new OverloadException(
          Kind.TOO_MANY_REQUESTS,
          "This key may ask %d times a minute.".formatted(limit.perMinute()),
          wait);
    }
  }
}
