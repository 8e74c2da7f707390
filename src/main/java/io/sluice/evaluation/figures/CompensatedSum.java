package io.sluice.evaluation.figures;

/**
 * A sum whose error does not grow with the number of terms, so that a figure over a million rows is
 * as good as one over ten, and the same in whatever order rows come. Source: Neumaier,
 * "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974).
 */
final class CompensatedSum {
  private double sum;
  private double lost;

  void add(double term) {
    double total = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - total + term : term - total + sum;
    sum = total;
  }

  void merge(CompensatedSum other) {
    double otherLost = other.lost;
    add(other.sum);
    lost += otherLost;
  }

  double value() {
    return sum + lost;
  }
}
