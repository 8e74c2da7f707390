package io.sluice.model;

import java.util.regex.Pattern;

/**
 * The descriptive operation a model answers under: {@code predict_salary}.
 *
 * @param value matches {@code predict_[a-z0-9_]{1,54}}
 */
public record OperationName(String value) {
  private static final Pattern RULE = Pattern.compile("predict_[a-z0-9_]{1,54}");

  /**
   * @throws IllegalArgumentException if the value breaks the rule
   */
  public OperationName {
    Names.check("operation name", value, RULE);
  }

  @Override
  public String toString() {
    return value;
  }
}
