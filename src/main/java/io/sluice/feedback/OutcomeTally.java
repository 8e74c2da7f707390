package io.sluice.feedback;

import io.sluice.evaluation.figures.ClassificationTally;
import io.sluice.evaluation.figures.Figures;
import io.sluice.evaluation.figures.IntervalOptions;
import io.sluice.evaluation.figures.RegressionTally;
import io.sluice.evaluation.figures.TallyOptions;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Outcomes in the tallies that offline evaluations use too. */
final class OutcomeTally {
  private final @Nullable ClassificationTally classes;
  private final @Nullable RegressionTally quantities;
  private long labels;

  OutcomeTally(OutputField output, TallyOptions options) {
    boolean isClass = output instanceof ClassOutput;
    classes =
        output instanceof ClassOutput known
            ? new ClassificationTally(known.labels(), known.positive(), options)
            : null;
    quantities = isClass ? null : new RegressionTally(options);
  }

  /** Counts an outcome; one without a prediction that it can be held against has no figures. */
  void add(StoredOutcome outcome) {
    labels++;
    if (outcome.isClass() && classes != null) {
      classes.add(outcome.classIndex(), outcome.output());
    } else if (!outcome.isClass() && quantities != null && outcome.output().length > 0) {
      quantities.add(outcome.quantity(), outcome.output()[0]);
    }
  }

  long labels() {
    return labels;
  }

  Figures figures() {
    return classes != null
        ? classes.figures()
        : quantities != null ? quantities.figures() : new RegressionTally().figures();
  }

  /** All there is to say, as JSON. */
  Map<String, Object> report() {
    if (classes != null) {
      return classes.report(IntervalOptions.DEFAULT).tree();
    }
    return (quantities == null ? new RegressionTally() : quantities)
        .report(IntervalOptions.DEFAULT)
        .tree();
  }
}
