package io.sluice.security;

import io.sluice.model.OverloadException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.TimeSource;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many wrong credentials an address may send. They are counted for each address and what it
 * guesses at: whoever tries secrets of one key is no longer listened to for that key, not even with
 * the right one, while another key behind the same address, such as a company's one address, goes
 * on being taken. Bounded: an attacker with many addresses must not fill the memory.
 */
final class GuessLimit {
  /** The most addresses that are remembered. */
  static final int MOST = 10_000;

  private final int perMinute;
  private final TimeSource time;
  private final Map<String, RateLimit> wrong = new ConcurrentHashMap<>();

  /**
   * @param perMinute the most wrong credentials in a minute, at least 1
   */
  GuessLimit(int perMinute, TimeSource time) {
    this.perMinute = perMinute;
    this.time = time;
  }

  /**
   * Refuses an address that has guessed too often.
   *
   * @param what it guesses at: a key's id; empty for no key that there is
   * @throws OverloadException if so
   */
  void check(String address, String what) {
    if (wrong.isEmpty()) {
      return;
    }
    RateLimit limit = wrong.get(name(address, what));
    int wait = limit == null ? 0 : limit.peek(time.nanoTime());
    if (wait > 0) {
      throw new OverloadException(
          Kind.TOO_MANY_REQUESTS, "Too many wrong credentials came from this address.", wait);
    }
  }

  /** Counts a wrong credential. */
  void failed(String address, String what) {
    long now = time.nanoTime();
    String name = name(address, what);
    if (!wrong.containsKey(name) && wrong.size() >= MOST) {
      makeRoom(now);
    }
    wrong.computeIfAbsent(name, any -> new RateLimit(perMinute, now)).take(now);
  }

  /** How many addresses are remembered. */
  int size() {
    return wrong.size();
  }

  /** Forgets who has been quiet for long enough; if that is nobody, anyone. */
  private void makeRoom(long now) {
    wrong.values().removeIf(limit -> limit.isFull(now));
    Iterator<String> names = wrong.keySet().iterator();
    while (wrong.size() >= MOST && names.hasNext()) {
      names.next();
      names.remove();
    }
  }

  private static String name(String address, String what) {
    return address + ' ' + what;
  }
}
