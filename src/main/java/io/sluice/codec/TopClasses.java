package io.sluice.codec;

import io.sluice.model.Outcome.Classification;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which classes of a classification an answer gives: all of them in the descriptor's order, or the
 * most probable ones, most probable first.
 *
 * @param most at least 1; {@link Integer#MAX_VALUE} for all
 */
public record TopClasses(int most) {
  /** Every class, in the descriptor's order. */
  public static final TopClasses ALL = new TopClasses(Integer.MAX_VALUE);

  /**
   * @throws IllegalArgumentException if there is not at least one class to give
   */
  public TopClasses {
    if (most < 1) {
      throw new IllegalArgumentException("at least one class must be given");
    }
  }

  /** Whether every class is given, in the descriptor's order. */
  public boolean isAll() {
    return most == Integer.MAX_VALUE;
  }

  /** The positions of the classes to give, in the order to give them; equals keep theirs. */
  int[] order(Classification classification) {
    int classes = classification.labels().size();
    if (isAll()) {
      return IntStream.range(0, classes).toArray();
    }
    Integer[] order = IntStream.range(0, classes).boxed().toArray(Integer[]::new);
    float[] probabilities = classification.probabilities();
    Arrays.sort(order, Comparator.comparingDouble((Integer position) -> -probabilities[position]));
    return Arrays.stream(order).limit(most).mapToInt(Integer::intValue).toArray();
  }
}
