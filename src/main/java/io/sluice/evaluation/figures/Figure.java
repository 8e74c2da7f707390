package io.sluice.evaluation.figures;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.sluice.model.Task;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every figure that has one value, under the name that JSON, gates and metrics know it by.
 *
 * <p>Precision, recall, F1, specificity and both areas are of the model's positive class if it has
 * one (that of the descriptor), else the plain mean over the classes ({@link Averages#macro}). A
 * figure that is not defined for the rows at hand is absent; never 0, NaN or null.
 */
public enum Figure {
  /** {@link Agreement#accuracy}. */
  ACCURACY("accuracy", true),
  /** {@link Agreement#balancedAccuracy}. */
  BALANCED_ACCURACY("balancedAccuracy", true),
  /** {@link OneVsRest#precision}, of the positive class or macro. */
  PRECISION("precision", true),
  /** {@link OneVsRest#recall}, of the positive class or macro. */
  RECALL("recall", true),
  /** {@link OneVsRest#f1}, of the positive class or macro. */
  F1("f1", true),
  /** {@link OneVsRest#specificity}, of the positive class or macro. */
  SPECIFICITY("specificity", true),
  /** Plain mean of the classes' {@link OneVsRest#precision}. */
  MACRO_PRECISION("macroPrecision", true),
  /** Plain mean of the classes' {@link OneVsRest#recall}. */
  MACRO_RECALL("macroRecall", true),
  /**
   * Plain mean of the classes' {@link OneVsRest#f1}; not the F1 of the mean precision and recall.
   */
  MACRO_F1("macroF1", true),
  /** Plain mean of the classes' {@link OneVsRest#specificity}. */
  MACRO_SPECIFICITY("macroSpecificity", true),
  /** {@link OneVsRest#precision} of the counts summed over classes: the accuracy. */
  MICRO_PRECISION("microPrecision", true),
  /** {@link OneVsRest#recall} of the counts summed over classes: the accuracy. */
  MICRO_RECALL("microRecall", true),
  /** {@link OneVsRest#f1} of the counts summed over classes: the accuracy. */
  MICRO_F1("microF1", true),
  /** {@link OneVsRest#specificity} of the counts summed over classes. */
  MICRO_SPECIFICITY("microSpecificity", true),
  /** Mean of the classes' {@link OneVsRest#precision} by their rows. */
  WEIGHTED_PRECISION("weightedPrecision", true),
  /** Mean of the classes' {@link OneVsRest#recall} by their rows: the accuracy. */
  WEIGHTED_RECALL("weightedRecall", true),
  /** Mean of the classes' {@link OneVsRest#f1} by their rows. */
  WEIGHTED_F1("weightedF1", true),
  /** Mean of the classes' {@link OneVsRest#specificity} by their rows. */
  WEIGHTED_SPECIFICITY("weightedSpecificity", true),
  /** {@link Agreement#mcc}. */
  MCC("mcc", true),
  /** {@link Agreement#kappa}. */
  KAPPA("kappa", true),
  /** {@link ProbabilityLosses#logLoss}, in nats. */
  LOG_LOSS("logLoss", false),
  /** {@link ProbabilityLosses#brier}. */
  BRIER("brier", false),
  /** {@link Calibration#error}. */
  CALIBRATION_ERROR("calibrationError", false),
  /** {@link TopK#accuracy} of 3; absent with 3 classes or fewer, where it is always 1. */
  TOP_3_ACCURACY("top3Accuracy", true),
  /** {@link TopK#accuracy} of 5; absent with 5 classes or fewer, where it is always 1. */
  TOP_5_ACCURACY("top5Accuracy", true),
  /** {@link Ranking#rocAuc}, of the positive class or macro. */
  ROC_AUC("rocAuc", true),
  /** {@link AveragePrecision}, of the positive class or macro. */
  PR_AUC("prAuc", true),
  /** Plain mean of the classes' {@link Ranking#rocAuc}, each against the others. */
  MACRO_ROC_AUC("macroRocAuc", true),
  /** Plain mean of the classes' {@link AveragePrecision}. */
  MACRO_PR_AUC("macroPrAuc", true),
  /** {@link Ranking#rocAuc} over every pair of row and class. */
  MICRO_ROC_AUC("microRocAuc", true),
  /** {@link AveragePrecision} over every pair of row and class. */
  MICRO_PR_AUC("microPrAuc", true),
  /** Mean of the classes' {@link Ranking#rocAuc} by their rows. */
  WEIGHTED_ROC_AUC("weightedRocAuc", true),
  /** Mean of the classes' {@link AveragePrecision} by their rows. */
  WEIGHTED_PR_AUC("weightedPrAuc", true),

  /** {@link RegressionTally}: the mean distance of predicted and actual, in the target's unit. */
  MAE("mae", false),
  /** {@link RegressionTally}: the mean squared distance. */
  MSE("mse", false),
  /** {@link RegressionTally}: the root of {@link #MSE}, in the target's unit. */
  RMSE("rmse", false),
  /** {@link RegressionTally}: the share of the actual values' variance that is explained. */
  R2("r2", true),
  /** {@link RegressionTally}: the mean distance as a share of the actual value; 0.1 is 10 %. */
  MAPE("mape", false),
  /** {@link RegressionTally}: the median distance, in the target's unit. */
  MEDIAN_ABSOLUTE_ERROR("medianAbsoluteError", false);

  private static final Map<String, Figure> BY_NAME =
      Stream.of(values()).collect(toUnmodifiableMap(Figure::wireName, figure -> figure));

  private final String wire;
  private final boolean higherIsBetter;

  Figure(String wire, boolean higherIsBetter) {
    this.wire = wire;
    this.higherIsBetter = higherIsBetter;
  }

  /** The figure of that name; empty if there is none. */
  public static Optional<Figure> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The name in JSON. */
  public String wireName() {
    return wire;
  }

  /** Whether a greater value is a better one; else a smaller one is. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** The kind of model that it is a figure of. */
  public Task task() {
    return compareTo(MAE) < 0 ? Task.CLASSIFICATION : Task.REGRESSION;
  }
}
