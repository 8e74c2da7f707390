package io.sluice.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Which rows train a model and which are held out to judge it.
 *
 * @param train indexes of the training rows, ascending
 * @param test indexes of the held-out rows, ascending; disjoint from {@code train}
 */
record HeldOutSplit(List<Integer> train, List<Integer> test) {

  HeldOutSplit {
    train = List.copyOf(train);
    test = List.copyOf(test);
  }

  /**
   * Holds out the same share of every stratum, so that a rare class is judged in proportion.
   *
   * <p>{@link Random} and {@link Collections#shuffle(List, Random)} are specified by the platform:
   * the same strata and seed give the same split everywhere.
   *
   * @param strata the stratum of each row, such as its class label
   * @param heldOut the share held out, between 0 and 1; each stratum rounds to whole rows
   * @param seed the seed of the shuffle
   */
  static HeldOutSplit stratified(List<String> strata, double heldOut, long seed) {
    Map<String, List<Integer>> rowsOf = new TreeMap<>();
    for (int row = 0; row < strata.size(); row++) {
      rowsOf.computeIfAbsent(strata.get(row), key -> new ArrayList<>()).add(row);
    }
    Random random = new Random(seed);
    List<Integer> train = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    for (List<Integer> rows : rowsOf.values()) {
      Collections.shuffle(rows, random);
      int count = (int) Math.round(rows.size() * heldOut);
      test.addAll(rows.subList(0, count));
      train.addAll(rows.subList(count, rows.size()));
    }
    Collections.sort(train);
    Collections.sort(test);
    return new HeldOutSplit(train, test);
  }
}
