package io.sluice.evaluation.figures;

import java.util.OptionalDouble;

/** How far predictions and truth agree over all classes. */
public final class Agreement {
  private Agreement() {}

  /** Rows predicted right through all rows. Empty without rows. */
  public static OptionalDouble accuracy(ClassCounts counts) {
    return Ratio.of(counts.correct(), counts.rows());
  }

  /**
   * The mean recall of the classes that have rows: each class counts the same, however rare.
   * Source: Brodersen et al., ICPR 2010. A class without rows is left out; empty without rows.
   */
  public static OptionalDouble balancedAccuracy(ClassCounts counts) {
    return Averages.macro(counts, OneVsRest::recall);
  }

  /**
   * Matthews' correlation coefficient, from -1 to 1; for more than two classes Gorodkin's R_K.
   * Sources: Matthews, Biochimica et Biophysica Acta 405 (1975); Gorodkin, Computational Biology
   * and Chemistry 28 (2004).
   *
   * <pre>(c s - Σ pₖ tₖ) / √((s² - Σ pₖ²)(s² - Σ tₖ²))</pre>
   *
   * with s rows, c of them right, tₖ of class k, pₖ predicted as k. Empty if all rows are of one
   * class or all predictions are (the denominator is nought; scikit-learn says 0 there).
   */
  public static OptionalDouble mcc(ClassCounts counts) {
    Margins margins = Margins.of(counts);
    double squared = margins.rows * margins.rows;
    double spread = Math.sqrt(squared - margins.predictedSquares);
    return Ratio.of(
        counts.correct() * margins.rows - margins.products,
        spread * Math.sqrt(squared - margins.trueSquares));
  }

  /**
   * Cohen's kappa, unweighted, at most 1: agreement beyond that of chance, through the most there
   * could be beyond chance. Source: Cohen, Educational and Psychological Measurement 20 (1960).
   * Empty if chance alone would agree always: all rows and all predictions of one class, or no
   * rows.
   */
  public static OptionalDouble kappa(ClassCounts counts) {
    Margins margins = Margins.of(counts);
    return Ratio.of(
        counts.correct() * margins.rows - margins.products,
        margins.rows * margins.rows - margins.products);
  }

  /** Sums over the margins. Exact, noughts too, up to 94 million rows: below 2^53 squared. */
  private record Margins(
      double rows, double products, double trueSquares, double predictedSquares) {

    static Margins of(ClassCounts counts) {
      double products = 0;
      double trueSquares = 0;
      double predictedSquares = 0;
      for (int c = 0; c < counts.classes(); c++) {
        OneVsRest one = counts.oneVsRest(c);
        products += (double) one.support() * one.predicted();
        trueSquares += (double) one.support() * one.support();
        predictedSquares += (double) one.predicted() * one.predicted();
      }
      return new Margins(counts.rows(), products, trueSquares, predictedSquares);
    }
  }
}
