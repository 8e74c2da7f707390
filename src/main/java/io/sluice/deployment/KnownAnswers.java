package io.sluice.deployment;

import io.sluice.evaluation.figures.ClassificationTally;
import io.sluice.evaluation.figures.Figure;
import io.sluice.evaluation.figures.Figures;
import io.sluice.evaluation.figures.RegressionTally;
import io.sluice.model.ModelSignature;
import io.sluice.model.Names;
import io.sluice.model.Numerals;
import io.sluice.model.Outcome;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.Quantity;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what an output says with what is known to be right, row by row. */
final class KnownAnswers {
  private final Task task;
  private final int output;
  private final String column;
  private final Comparing comparing;
  private final Supplier<Figures> tallied;

  /** Counts one row; what is no answer of this output is an {@link IllegalArgumentException}. */
  private interface Comparing {
    void add(Outcome outcome, String answer);
  }

  private KnownAnswers(
      Task task, int output, String column, Comparing comparing, Supplier<Figures> tallied) {
    this.task = task;
    this.output = output;
    this.column = column;
    this.comparing = comparing;
    this.tallied = tallied;
  }

  /**
   * Those of an output: of the class or quantity that bears the column's name, else of the only one
   * that there is.
   *
   * @param target the column of the answers; null for the one named as the only output
   * @throws DataSetRejectedException if the signature has no such output
   */
  static KnownAnswers of(ModelSignature signature, @Nullable String target)
      throws DataSetRejectedException {
    List<OutputField> outputs = signature.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      boolean only = outputs.size() == 1;
      if (outputs.get(i) instanceof ClassOutput classes
          && (only || classes.name().equals(target))) {
        return classes(i, target == null ? classes.name() : target, classes);
      }
      if (outputs.get(i) instanceof QuantityOutput quantities) {
        List<Quantity> columns = quantities.quantities();
        for (int c = 0; c < columns.size(); c++) {
          String name = columns.get(c).name();
          if (name.equals(target) || (only && columns.size() == 1)) {
            return quantity(i, target == null ? name : target, c);
          }
        }
      }
    }
    throw new DataSetRejectedException(
        target == null
            ? "the model has several outputs, or none with classes or quantities: its gate must name"
                + " a target"
            : "the model has no output '%s' with classes or quantities".formatted(target));
  }

  private static KnownAnswers classes(int output, String column, ClassOutput classes) {
    ClassificationTally tally = new ClassificationTally(classes.labels(), classes.positive());
    return new KnownAnswers(
        Task.CLASSIFICATION,
        output,
        column,
        (outcome, answer) -> {
          OptionalInt known = tally.indexOf(answer);
          tally.add(
              known.orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "'%s' is none of the model's labels".formatted(Names.shown(answer)))),
              ((Outcome.Classification) outcome).probabilities());
        },
        tally::figures);
  }

  private static KnownAnswers quantity(int output, String column, int index) {
    RegressionTally tally = new RegressionTally();
    return new KnownAnswers(
        Task.REGRESSION,
        output,
        column,
        (outcome, answer) -> {
          Double known = Numerals.parse(answer);
          if (known == null || known.isInfinite()) {
            throw new IllegalArgumentException("'%s' is no number".formatted(Names.shown(answer)));
          }
          tally.add(known, ((Outcome.Quantities) outcome).values()[index]);
        },
        tally::figures);
  }

  /** The position of the output that is compared. */
  int output() {
    return output;
  }

  /** The column of the answers. */
  String column() {
    return column;
  }

  /**
   * Counts one row.
   *
   * @param answer a label, or a decimal number
   * @throws IllegalArgumentException if it is none that this output could give
   */
  void add(Outcome outcome, String answer) {
    comparing.add(outcome, answer);
  }

  /** Every figure of such a model by its name; NaN where the rows give it no value. */
  Map<String, Double> figures() {
    Figures figures = tallied.get();
    Map<String, Double> named = new HashMap<>();
    Stream.of(Figure.values())
        .filter(figure -> figure.task() == task)
        .forEach(figure -> named.put(figure.wireName(), figures.value(figure).orElse(Double.NaN)));
    return named;
  }
}
