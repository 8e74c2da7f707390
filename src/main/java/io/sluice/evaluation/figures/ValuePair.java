package io.sluice.evaluation.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One row of a regression, both values in the target's unit. */
public record ValuePair(double actual, double predicted) {

  /**
   * A sample without replacement, in the order of the rows, each as likely as any other; all of
   * them if there are no more. Source: algorithm S of Knuth, The Art of Computer Programming 2,
   * 3.4.2.
   */
  static List<ValuePair> sample(ValueStore values, int most, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ValuePair> sample = new ArrayList<>();
    int rows = values.rows();
    for (int i = 0; i < rows && sample.size() < most; i++) {
      if (random.nextDouble() * (rows - i) < most - sample.size()) {
        sample.add(new ValuePair(values.actual(i), values.predicted(i)));
      }
    }
    return List.copyOf(sample);
  }
}
