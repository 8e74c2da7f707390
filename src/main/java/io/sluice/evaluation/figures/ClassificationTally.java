package io.sluice.evaluation.figures;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Predictions of a classifier against the true classes, one row at a time: all that its figures,
 * intervals and curves are made of. Counts and sums take constant memory; the probabilities that
 * areas and curves need are kept up to {@link TallyOptions#maxNumbers}.
 *
 * <p>The predicted class is the most probable one, the first of equals, as in answers.
 *
 * <p>Not safe for use by several threads at once: give each its own, and {@link #merge} them.
 */
public final class ClassificationTally {

  /** By how much float arithmetic may carry a probability over 1. */
  private static final float ROUNDING = 1e-5f;

  private final List<String> labels;
  private final int positive;
  private final ConfusionMatrix matrix;
  private final ProbabilityLosses losses = new ProbabilityLosses();
  private final TopK topK;
  private final Calibration calibration;
  private final ScoreStore scores;
  private final float[] row;

  /** A tally without rows, with {@link TallyOptions#DEFAULT}. */
  public ClassificationTally(List<String> labels, @Nullable String positive) {
    this(labels, positive, TallyOptions.DEFAULT);
  }

  /**
   * A tally without rows.
   *
   * @param labels the classes, in the descriptor's order: at least two, all different
   * @param positive the class that precision, recall and the like are of; null for none
   * @throws IllegalArgumentException if the labels or the positive one make no sense, or are more
   *     than {@link ConfusionMatrix#MAX_CLASSES}
   */
  public ClassificationTally(List<String> labels, @Nullable String positive, TallyOptions options) {
    this.labels = List.copyOf(labels);
    if (labels.size() < 2 || labels.stream().distinct().count() < labels.size()) {
      throw new IllegalArgumentException("two labels or more, all different: " + labels);
    }
    this.positive = positive == null ? -1 : labels.indexOf(positive);
    if (positive != null && this.positive < 0) {
      throw new IllegalArgumentException(positive + " is none of " + labels);
    }
    matrix = new ConfusionMatrix(labels.size());
    topK = new TopK(labels.size());
    calibration = new Calibration(options.calibrationBins());
    scores = new ScoreStore(labels.size(), options.maxNumbers());
    row = new float[labels.size()];
  }

  /**
   * Counts one row.
   *
   * @param trueClass the position of the true class among the labels; see {@link #indexOf}
   * @param probabilities one for each label, 0 to 1; copied
   * @throws IllegalArgumentException if there is no such class, or not one probability a label, or
   *     one that is none; the row is then not counted
   */
  public void add(int trueClass, float[] probabilities) {
    addRow(trueClass, probabilities);
  }

  /** Counts one row, and tells which class is the predicted one. */
  int addRow(int trueClass, float[] probabilities) {
    check(trueClass, probabilities);
    int best = 0;
    for (int c = 1; c < row.length; c++) {
      if (row[c] > row[best]) {
        best = c;
      }
    }
    matrix.add(trueClass, best);
    losses.add(trueClass, row);
    topK.add(trueClass, row);
    int asked = positive < 0 ? best : positive;
    calibration.add(row[asked], trueClass == asked);
    scores.add(trueClass, row);
    return best;
  }

  /**
   * Counts all rows of another tally as well.
   *
   * @throws IllegalArgumentException unless it has the same labels, positive class and bins
   */
  public void merge(ClassificationTally other) {
    if (!labels.equals(other.labels) || positive != other.positive) {
      throw new IllegalArgumentException(other.labels + " into " + labels);
    }
    calibration.merge(other.calibration);
    matrix.merge(other.matrix);
    losses.merge(other.losses);
    topK.merge(other.topK);
    scores.merge(other.scores);
  }

  /** The position of a label; empty if the model has no such class. */
  public OptionalInt indexOf(String label) {
    int index = labels.indexOf(label);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** All classes, in the descriptor's order. */
  public List<String> labels() {
    return labels;
  }

  /** The positive class; null without one. */
  public @Nullable String positive() {
    return positive < 0 ? null : labels.get(positive);
  }

  /** How many rows were counted. */
  public long rows() {
    return matrix.counts().rows();
  }

  /** Whether areas and curves can be had: whether every row's probabilities are still here. */
  public boolean ranked() {
    return scores.complete();
  }

  /** Every figure that is defined for the rows so far. */
  public Figures figures() {
    return new ClassificationFigures(this, ClassRankings.of(scores)).figures();
  }

  /** All there is to say of the rows so far. */
  public ClassificationReport report(IntervalOptions intervals) {
    return new ClassificationReport(this, intervals);
  }

  int positiveIndex() {
    return positive;
  }

  ConfusionMatrix matrix() {
    return matrix;
  }

  ProbabilityLosses losses() {
    return losses;
  }

  TopK topK() {
    return topK;
  }

  Calibration calibration() {
    return calibration;
  }

  ScoreStore scores() {
    return scores;
  }

  /** Refuses what is no row, else makes it {@link #row}. */
  void check(int trueClass, float[] probabilities) {
    if (trueClass < 0 || trueClass >= row.length) {
      throw new IllegalArgumentException("class " + trueClass + " of " + row.length);
    }
    if (probabilities.length != row.length) {
      throw new IllegalArgumentException(
          probabilities.length + " probabilities of " + row.length + " classes");
    }
    for (int c = 0; c < row.length; c++) {
      float probability = probabilities[c];
      if (!(probability >= 0 && probability <= 1 + ROUNDING)) {
        throw new IllegalArgumentException("no probability: " + probability);
      }
      // Adding nought turns -0 into 0.
      row[c] = Math.min(probability, 1f) + 0f;
    }
  }
}
