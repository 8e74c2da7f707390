package io.sluice.security;

import io.sluice.model.Caller;
import io.sluice.model.TimeSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are good now, in memory: one immutable map that is replaced as a whole, so that
 * looking one up takes no lock, and the last keys known stay good while the database is down.
 */
final class KeyRing {
  private final TimeSource time;
  private volatile Map<String, Held> keys = Map.of();

  KeyRing(TimeSource time) {
    this.time = time;
  }

  /** A key and what has been asked with it. */
  record Held(ApiKey key, Caller caller, @Nullable RateLimit limit) {}

  /** The key of an id; null if there is no such key, or no more. */
  @Nullable Held find(String id) {
    return keys.get(id);
  }

  /** Makes these keys good and no others; a key that stays keeps count of what it has asked. */
  synchronized void replace(Collection<ApiKey> now) {
    Map<String, Held> next = new HashMap<>();
    for (ApiKey key : now) {
      Held before = keys.get(key.id());
      next.put(key.id(), new Held(key, key.caller(), limit(key, before)));
    }
    keys = Map.copyOf(next);
  }

  private @Nullable RateLimit limit(ApiKey key, @Nullable Held before) {
    if (key.limitPerMinute() == 0) {
      return null;
    }
    RateLimit old = before == null ? null : before.limit();
    return old != null && old.perMinute() == key.limitPerMinute()
        ? old
        : new RateLimit(key.limitPerMinute(), time.nanoTime());
  }
}
