package io.sluice.model;

import java.util.List;

/**
 * What one output of the network says about one instance: a view for the encoder that reads it
 * once, never compared or kept.
 */
@SuppressWarnings("ArrayRecordComponent") // Lists of boxed floats would cost more than the answer.
public sealed interface Outcome {

  /**
   * Probabilities of exclusive classes.
   *
   * @param labels the classes, in the descriptor's order
   * @param probabilities one for each class, 0 to 1
   */
  record Classification(List<String> labels, float[] probabilities) implements Outcome {
    /** The position of the most probable class; the first of equals. */
    public int best() {
      int best = 0;
      for (int i = 1; i < probabilities.length; i++) {
        if (probabilities[i] > probabilities[best]) {
          best = i;
        }
      }
      return best;
    }

    /** The most probable class. */
    public String label() {
      return labels.get(best());
    }

    /** The probability of the most probable class. */
    public float probability() {
      return probabilities[best()];
    }
  }

  /** Named numbers, in plain units. */
  record Quantities(List<OutputField.Quantity> quantities, float[] values) implements Outcome {}

  /** Values in the network's shape, row-major. */
  record Values(int[] shape, float[] values) implements Outcome {}
}
