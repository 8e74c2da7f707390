package io.sluice.traffic;

import io.sluice.model.Outcome;
import io.sluice.model.Prediction;
import io.sluice.model.Tensor;
import java.util.List;

/**
 * How far two answers to the same instances agree. Classes agree if the most probable one is the
 * same, numbers if they differ by less than a ten-thousandth of the larger.
 *
 * @param rows instances compared
 * @param alike instances of those that agree in every output
 * @param largest difference of two values of an output, in the output's unit
 */
record Agreement(int rows, int alike, double largest) {
  private static final double NEARLY = 1e-4;

  /**
   * Compares two answers.
   *
   * @throws IllegalArgumentException if they do not have the same form
   */
  static Agreement of(Prediction first, Prediction second) {
    List<Tensor> left = first.outputs();
    List<Tensor> right = second.outputs();
    if (first.rows() != second.rows() || left.size() != right.size()) {
      throw new IllegalArgumentException("the answers have different forms");
    }
    double largest = 0;
    for (int output = 0; output < left.size(); output++) {
      if (left.get(output).size() != right.get(output).size()) {
        throw new IllegalArgumentException("the answers have different forms");
      }
      for (int i = 0; i < left.get(output).size(); i++) {
        double difference = (double) left.get(output).at(i) - right.get(output).at(i);
        largest = Math.max(largest, Math.abs(difference));
      }
    }
    int alike = 0;
    for (int row = 0; row < first.rows(); row++) {
      boolean same = true;
      for (int output = 0; output < left.size() && same; output++) {
        same = agree(first, second, row, output);
      }
      alike += same ? 1 : 0;
    }
    return new Agreement(first.rows(), alike, largest);
  }

  private static boolean agree(Prediction first, Prediction second, int row, int output) {
    if (first.outcome(row, output) instanceof Outcome.Classification left
        && second.outcome(row, output) instanceof Outcome.Classification right) {
      return left.label().equals(right.label());
    }
    Tensor left = first.outputs().get(output);
    Tensor right = second.outputs().get(output);
    int size = left.rowSize();
    for (int i = row * size; i < (row + 1) * size; i++) {
      double most = Math.max(Math.abs(left.at(i)), Math.abs(right.at(i)));
      if (Math.abs((double) left.at(i) - right.at(i)) > NEARLY * most) {
        return false;
      }
    }
    return true;
  }
}
