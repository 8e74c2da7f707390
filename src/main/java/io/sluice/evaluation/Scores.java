package io.sluice.evaluation;

import io.sluice.evaluation.figures.ClassificationComparison;
import io.sluice.evaluation.figures.ClassificationTally;
import io.sluice.evaluation.figures.Figures;
import io.sluice.evaluation.figures.IntervalOptions;
import io.sluice.evaluation.figures.RegressionComparison;
import io.sluice.evaluation.figures.RegressionTally;
import io.sluice.evaluation.figures.TallyOptions;
import io.sluice.model.Names;
import io.sluice.model.Numerals;
import io.sluice.model.Outcome;
import io.sluice.model.OutputField.ClassOutput;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the rows of one evaluation came to so far: of one version, or of two beside each other. */
public final class Scores {
  private final Counting counting;
  private final Supplier<Map<String, Object>> report;
  private final Supplier<Figures> figures;

  /** Counts one row. */
  private interface Counting {
    void add(List<Outcome> outcomes, String answer);
  }

  private Scores(
      Counting counting, Supplier<Map<String, Object>> report, Supplier<Figures> figures) {
    this.counting = counting;
    this.report = report;
    this.figures = figures;
  }

  /** The scores of one version. */
  public static Scores ofOne(AnswerColumn column) {
    IntervalOptions options = IntervalOptions.DEFAULT;
    ClassOutput classes = column.classes();
    if (classes != null) {
      ClassificationTally tally = new ClassificationTally(classes.labels(), classes.positive());
      return new Scores(
          (outcomes, answer) -> tally.add(label(tally, answer), probabilities(outcomes.get(0))),
          () -> tally.report(options).tree(),
          tally::figures);
    }
    RegressionTally tally = new RegressionTally();
    return new Scores(
        (outcomes, answer) -> tally.add(number(answer), quantity(outcomes.get(0), column)),
        () -> tally.report(options).tree(),
        tally::figures);
  }

  /** The scores of two versions on the same rows. */
  static Scores ofTwo(AnswerColumn column) {
    IntervalOptions options = IntervalOptions.DEFAULT;
    ClassOutput classes = column.classes();
    if (classes != null) {
      ClassificationComparison both =
          new ClassificationComparison(classes.labels(), classes.positive(), TallyOptions.DEFAULT);
      return new Scores(
          (outcomes, answer) ->
              both.add(
                  label(both.first(), answer),
                  probabilities(outcomes.get(0)),
                  probabilities(outcomes.get(1))),
          () -> both.tree(options),
          () -> both.first().figures());
    }
    RegressionComparison both = new RegressionComparison(TallyOptions.DEFAULT);
    return new Scores(
        (outcomes, answer) ->
            both.add(
                number(answer),
                quantity(outcomes.get(0), column),
                quantity(outcomes.get(1), column)),
        () -> both.tree(options),
        () -> both.first().figures());
  }

  /**
   * Counts a row.
   *
   * @param outcomes what each version said
   * @param answer what was right
   * @throws IllegalArgumentException if it is no answer that the versions could give
   */
  public void add(List<Outcome> outcomes, String answer) {
    counting.add(outcomes, answer);
  }

  /**
   * The figures of the rows counted, without what only a report has; of two versions the first's.
   */
  public Figures figures() {
    return figures.get();
  }

  /** All figures of the rows counted, as plain values. */
  Map<String, Object> report() {
    return report.get();
  }

  private static int label(ClassificationTally tally, String answer) {
    return tally
        .indexOf(answer)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is none of the model's labels".formatted(Names.shown(answer))));
  }

  private static double number(String answer) {
    Double number = Numerals.parse(answer);
    if (number == null || number.isInfinite()) {
      throw new IllegalArgumentException("'%s' is no number".formatted(Names.shown(answer)));
    }
    return number;
  }

  private static float[] probabilities(Outcome outcome) {
    return ((Outcome.Classification) outcome).probabilities();
  }

  private static double quantity(Outcome outcome, AnswerColumn column) {
    return ((Outcome.Quantities) outcome).values()[column.quantity()];
  }
}
