package io.sluice.runtime.batch;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Shares the threads of the server among the versions whose requests wait: each that waits, in line
 * or for a batch that another computes, holds one. A version may have at most twice as many as are
 * left, the dynamic threshold of <a href="https://doi.org/10.1109/90.664262">Choudhury and Hahne
 * (1998)</a>: alone it has at most two thirds, two that are flooded have two fifths each, and
 * whatever their number some are left to refuse, and to answer the others.
 */
public final class WaitingRoom {
  private static final int OF_WHAT_IS_LEFT = 2;

  private final int places;
  private final AtomicInteger taken = new AtomicInteger();

  /**
   * @param places threads that requests are answered by, at least 1
   */
  public WaitingRoom(int places) {
    if (places < 1) {
      throw new IllegalArgumentException("a waiting room has at least one place, not " + places);
    }
    this.places = places;
  }

  /**
   * Whether one more of a version would be let in now.
   *
   * @param inside how many of this version are inside
   */
  boolean hasPlace(int inside) {
    return isAllowed(inside, taken.get());
  }

  /**
   * Lets one more of a version in, if it may.
   *
   * @param inside how many of this version are inside
   * @return whether it is in, and {@link #leave} must be called
   */
  boolean enter(int inside) {
    int others = taken.getAndIncrement();
    if (isAllowed(inside, others)) {
      return true;
    }
    taken.decrementAndGet();
    return false;
  }

  /** One leaves. */
  void leave() {
    taken.decrementAndGet();
  }

  /** How many are inside. */
  int taken() {
    return taken.get();
  }

  private boolean isAllowed(int inside, int all) {
    return inside < OF_WHAT_IS_LEFT * (places - all);
  }
}
