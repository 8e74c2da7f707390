package io.sluice.feedback;

import io.sluice.model.TimeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Answers that are costly to make and may be a little old: one is given again for twenty times as
 * long as it took to make, so that making it takes a twentieth of one connection at most. Whoever
 * asks while it is made waits for it.
 *
 * @param <K> what is asked
 * @param <V> the answer
 */
final class Recent<K, V> {
  private static final int TIMES_ITS_COST = 20;

  private final int most;
  private final TimeSource time;
  private final Map<K, Held<V>> held = new LinkedHashMap<>();

  /** An answer, made or being made; good until a reading of the clock. */
  private static final class Held<V> {
    private final CompletableFuture<V> answer = new CompletableFuture<>();
    private volatile long until;

    boolean isGood(long now) {
      return !answer.isDone() || (!answer.isCompletedExceptionally() && now - until < 0);
    }
  }

  /**
   * @param most how many answers are held, at least 1
   */
  Recent(int most, TimeSource time) {
    this.most = most;
    this.time = time;
  }

  /**
   * The answer, made now or lately.
   *
   * @param make may throw, which whoever asks meanwhile is thrown too
   */
  V get(K asked, Function<K, V> make) {
    Held<V> mine = new Held<>();
    Held<V> known = known(asked, mine);
    if (known == mine) {
      make(asked, make, mine);
    }
    try {
      return known.answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private synchronized Held<V> known(K asked, Held<V> mine) {
    Held<V> known = held.get(asked);
    if (known != null && known.isGood(time.nanoTime())) {
      return known;
    }
    held.remove(asked);
    held.put(asked, mine);
    if (held.size() > most) {
      held.remove(held.keySet().iterator().next());
    }
    return mine;
  }

  private void make(K asked, Function<K, V> make, Held<V> mine) {
    long start = time.nanoTime();
    try {
      V value = make.apply(asked);
      long end = time.nanoTime();
      mine.until = end + TIMES_ITS_COST * (end - start);
      mine.answer.complete(value);
    } catch (RuntimeException | Error e) {
      mine.answer.completeExceptionally(e);
      throw e;
    }
  }
}
