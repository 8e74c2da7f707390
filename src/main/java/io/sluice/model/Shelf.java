package io.sluice.model;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of things that requests use one after the other. It may always be empty or full:
 * what is not there is made anew, and what finds no place, or is never given back, is only garbage.
 * Not a thread local, for the threads are the container's and outlive this application.
 *
 * @param <T> what lies here; whoever takes one is the only one who has it until it is given back
 */
public final class Shelf<T> {
  private static final int SPREAD = 0x9E3779B9; // 2^32 by the golden ratio: neighbours lie apart

  private final AtomicReferenceArray<@Nullable T> slots;

  /**
   * An empty shelf.
   *
   * @param most how many it holds, at least 1
   */
  public Shelf(int most) {
    this.slots = new AtomicReferenceArray<>(most);
  }

  /** One that was given before; null if none is there. */
  public @Nullable T take() {
    int count = slots.length();
    int slot = home(count);
    for (int i = 0; i < count; i++) {
      T thing = slots.getPlain(slot);
      if (thing != null && slots.compareAndSet(slot, thing, null)) {
        return thing;
      }
      slot = slot + 1 == count ? 0 : slot + 1;
    }
    return null;
  }

  /** Gives one, once, which the caller must not touch again. */
  public void give(T thing) {
    int count = slots.length();
    int slot = home(count);
    for (int i = 0; i < count; i++) {
      if (slots.getPlain(slot) == null && slots.compareAndSet(slot, null, thing)) {
        return;
      }
      slot = slot + 1 == count ? 0 : slot + 1;
    }
  }

  /** Where a thread looks first, so that threads seldom meet. */
  private static int home(int count) {
    return Integer.remainderUnsigned((int) Thread.currentThread().getId() * SPREAD, count);
  }
}
