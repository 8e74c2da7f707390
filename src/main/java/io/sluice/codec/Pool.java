package io.sluice.codec;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of bytes that requests take one after the other: as many as there are slots, none larger
 * than a bound. It may always be empty, and what is not given back is only garbage. Not a thread
 * local, for the threads are the container's and outlive this application.
 */
final class Pool {
  private static final int SLOTS = 64;
  private static final int SMALLEST = 1 << 16;
  private static final int LARGEST = 1 << 18;

  private static final AtomicReferenceArray<byte @Nullable []> ARRAYS =
      new AtomicReferenceArray<>(SLOTS);

  private Pool() {}

  /** An array of any content, at least so long. */
  static byte[] take(int least) {
    if (least <= LARGEST) {
      int home = home();
      for (int i = 0; i < SLOTS; i++) {
        int slot = (home + i) % SLOTS;
        byte[] array = ARRAYS.getPlain(slot);
        if (array != null && array.length >= least && ARRAYS.compareAndSet(slot, array, null)) {
          return array;
        }
      }
    }
    return new byte[Math.max(SMALLEST, least)];
  }

  /** Gives an array back, which the caller must not touch again. */
  static void give(byte[] array) {
    if (array.length > LARGEST) {
      return;
    }
    int home = home();
    for (int i = 0; i < SLOTS; i++) {
      int slot = (home + i) % SLOTS;
      if (ARRAYS.getPlain(slot) == null && ARRAYS.compareAndSet(slot, null, array)) {
        return;
      }
    }
  }

  /** Where a thread looks first, so that threads seldom meet. */
  private static int home() {
    return (int) (Thread.currentThread().getId() % SLOTS);
  }
}
