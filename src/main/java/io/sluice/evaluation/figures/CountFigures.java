package io.sluice.evaluation.figures;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The figures that follow from predicted classes alone, whatever their probabilities. */
final class CountFigures {

  /** All of them. */
  static final List<Figure> ALL =
      List.of(
          Figure.ACCURACY,
          Figure.BALANCED_ACCURACY,
          Figure.PRECISION,
          Figure.RECALL,
          Figure.F1,
          Figure.SPECIFICITY,
          Figure.MACRO_PRECISION,
          Figure.MACRO_RECALL,
          Figure.MACRO_F1,
          Figure.MACRO_SPECIFICITY,
          Figure.MICRO_PRECISION,
          Figure.MICRO_RECALL,
          Figure.MICRO_F1,
          Figure.MICRO_SPECIFICITY,
          Figure.WEIGHTED_PRECISION,
          Figure.WEIGHTED_RECALL,
          Figure.WEIGHTED_F1,
          Figure.WEIGHTED_SPECIFICITY,
          Figure.MCC,
          Figure.KAPPA);

  private CountFigures() {}

  /**
   * One figure.
   *
   * @param positive the positive class; -1 without one
   * @throws IllegalArgumentException if the figure is none of {@link #ALL}
   */
  static OptionalDouble of(Figure figure, ClassCounts counts, int positive) {
    return switch (figure) {
      case ACCURACY -> Agreement.accuracy(counts);
      case BALANCED_ACCURACY -> Agreement.balancedAccuracy(counts);
      case PRECISION -> single(counts, positive, OneVsRest::precision);
      case RECALL -> single(counts, positive, OneVsRest::recall);
      case F1 -> single(counts, positive, OneVsRest::f1);
      case SPECIFICITY -> single(counts, positive, OneVsRest::specificity);
      case MACRO_PRECISION -> Averages.macro(counts, OneVsRest::precision);
      case MACRO_RECALL -> Averages.macro(counts, OneVsRest::recall);
      case MACRO_F1 -> Averages.macro(counts, OneVsRest::f1);
      case MACRO_SPECIFICITY -> Averages.macro(counts, OneVsRest::specificity);
      case MICRO_PRECISION -> Averages.micro(counts, OneVsRest::precision);
      case MICRO_RECALL -> Averages.micro(counts, OneVsRest::recall);
      case MICRO_F1 -> Averages.micro(counts, OneVsRest::f1);
      case MICRO_SPECIFICITY -> Averages.micro(counts, OneVsRest::specificity);
      case WEIGHTED_PRECISION -> Averages.weighted(counts, OneVsRest::precision);
      case WEIGHTED_RECALL -> Averages.weighted(counts, OneVsRest::recall);
      case WEIGHTED_F1 -> Averages.weighted(counts, OneVsRest::f1);
      case WEIGHTED_SPECIFICITY -> Averages.weighted(counts, OneVsRest::specificity);
      case MCC -> Agreement.mcc(counts);
      case KAPPA -> Agreement.kappa(counts);
      default -> throw new IllegalArgumentException(figure + " needs more than counts");
    };
  }

  /** All figures in the order of {@link #ALL}, not a number where not defined. */
  static double[] values(ClassCounts counts, int positive) {
    double[] values = new double[ALL.size()];
    for (int f = 0; f < values.length; f++) {
      values[f] = of(ALL.get(f), counts, positive).orElse(Double.NaN);
    }
    return values;
  }

  private static OptionalDouble single(
      ClassCounts counts, int positive, Function<OneVsRest, OptionalDouble> figure) {
    return positive < 0 ? Averages.macro(counts, figure) : figure.apply(counts.oneVsRest(positive));
  }
}
