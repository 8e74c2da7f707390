package io.sluice.prediction;

import io.sluice.codec.QueryInstanceReader;
import io.sluice.codec.TopClasses;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the query parameter {@code top}: how many classes an answer gives. */
final class TopParameter {
  private static final String RULE = "top must be a whole number of at least 1.";

  private TopParameter() {}

  /**
   * The classes to give; all of them without the parameter, or with an empty one as a form sends
   * it.
   *
   * @param values of the parameter, in the order sent; null if it was not
   * @throws InvalidInstancesException if there are two, or it is not a number of at least 1
   */
  static TopClasses read(@Nullable List<String> values) {
    if (values == null || values.isEmpty()) {
      return TopClasses.ALL;
    }
    if (values.size() > 1) {
      throw invalid(Rule.DUPLICATE, "top comes " + values.size() + " times.", null);
    }
    String value = values.get(0).strip();
    if (value.isEmpty()) {
      return TopClasses.ALL;
    }
    if (!value.matches("[+-]?[0-9]{1,9}")) {
      throw invalid(Rule.TYPE, RULE, "integer");
    }
    int top = Integer.parseInt(value);
    if (top < 1) {
      throw invalid(Rule.RANGE, RULE, new Violation.Range(1, Double.POSITIVE_INFINITY));
    }
    return new TopClasses(top);
  }

  private static InvalidInstancesException invalid(
      Rule rule, String detail, @Nullable Object allowed) {
    Violation violation = new Violation("/" + QueryInstanceReader.TOP, rule, detail, allowed);
    return new InvalidInstancesException(Kind.INVALID_PARAMETER, List.of(violation), 1);
  }
}
