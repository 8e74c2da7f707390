package io.sluice.traffic;

/** Tells units apart that were seen already, up to a number of them. Safe for any threads. */
final class UnitSet {
  private static final int FIRST_SIZE = 1024;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final int most;
  // Open addressing; 0 marks a free place, and is no unit. At most half of the places are taken.
  private long[] places = new long[FIRST_SIZE];
  private int size;

  /**
   * @param most units that are told apart, at least 1
   */
  UnitSet(int most) {
    this.most = most;
  }

  /** Whether there is no room for another unit. */
  synchronized boolean isFull() {
    return size >= most;
  }

  /**
   * Adds a unit.
   *
   * @param unit any number but 0
   * @return whether it is new, and there was room for it
   */
  synchronized boolean add(long unit) {
    int place = placeOf(places, unit);
    if (places[place] == unit || size >= most) {
      return false;
    }
    places[place] = unit;
    size++;
    if (size * 2 > places.length) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] larger = new long[places.length * 2];
    for (long unit : places) {
      if (unit != 0) {
        larger[placeOf(larger, unit)] = unit;
      }
    }
    places = larger;
  }

  private static int placeOf(long[] places, long unit) {
    int mask = places.length - 1;
    int place = (int) ((unit * SPREAD) >>> 32) & mask;
    while (places[place] != 0 && places[place] != unit) {
      place = (place + 1) & mask;
    }
    return place;
  }
}
