package io.sluice.feedback;

import io.sluice.model.Names;
import io.sluice.model.PredictionId;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One outcome as it was sent: well formed, or not.
 *
 * @param told what was told; null if it is not well formed
 * @param fault what is wrong with its form; null if nothing is
 * @param prediction the id as it was sent, cut short; empty without one
 */
record FeedbackItem(@Nullable Told told, @Nullable Violation fault, String prediction) {
  static final String PREDICTION = "predictionId";
  static final String ROW = "row";
  static final String LABEL = "label";
  static final String VALUE = "value";

  /** Takes the members of one item, in any order. */
  static final class Builder {
    private static final int LONGEST_LABEL = 255;

    private final Set<String> seen = new HashSet<>();
    private @Nullable PredictionId id;
    private String shown = "";
    private int row;
    private @Nullable String label;
    private @Nullable Double value;
    private @Nullable Violation fault;

    /** An item that says itself which prediction it is about. */
    Builder() {}

    /** An item about this prediction. */
    Builder(PredictionId id) {
      this.id = id;
      this.shown = id.toString();
      seen.add(PREDICTION);
    }

    /** A member that holds a text. */
    void text(String name, String text) {
      if (!begin(name)) {
        return;
      }
      switch (name) {
        case PREDICTION -> prediction(text);
        case LABEL -> {
          if (text.length() > LONGEST_LABEL) {
            fault(name, Rule.TOO_LONG, "A label has at most " + LONGEST_LABEL + " characters.");
          } else {
            label = text;
          }
        }
        default -> fault(name, Rule.TYPE, "The member " + name + " must be a number.");
      }
    }

    /** A member that holds a number. */
    void number(String name, double number) {
      if (!begin(name)) {
        return;
      }
      switch (name) {
        case VALUE -> value = number;
        case ROW -> {
          if (number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE) {
            row = (int) number;
          } else {
            fault(name, Rule.TYPE, "A row is a whole number.");
          }
        }
        default -> fault(name, Rule.TYPE, "The member " + name + " must be a text.");
      }
    }

    /** A member that holds neither. */
    void other(String name) {
      if (begin(name)) {
        fault(name, Rule.TYPE, "The member " + name + " must be a text or a number.");
      }
    }

    FeedbackItem build() {
      if (id == null && fault == null) {
        fault(PREDICTION, Rule.MISSING, "The member predictionId is missing.");
      }
      return id == null || fault != null
          ? new FeedbackItem(null, fault, shown)
          : new FeedbackItem(new Told(id, row, label, value), null, shown);
    }

    private boolean begin(String name) {
      boolean known =
          name.equals(PREDICTION) || name.equals(ROW) || name.equals(LABEL) || name.equals(VALUE);
      if (!known) {
        fault(Names.shown(name), Rule.UNKNOWN, "There is no such member.");
      } else if (!seen.add(name)) {
        fault(name, Rule.DUPLICATE, "The member " + name + " comes twice.");
        return false;
      }
      return known;
    }

    private void prediction(String text) {
      shown = Names.shown(text);
      try {
        id = PredictionId.parse(text);
      } catch (IllegalArgumentException e) {
        fault(PREDICTION, Rule.SYNTAX, "This is no id of a prediction.");
      }
    }

    /** The first fault is told. */
    private void fault(String name, Rule rule, String detail) {
      if (fault == null) {
        fault = new Violation("/" + Violation.token(name), rule, detail, null);
      }
    }
  }
}
