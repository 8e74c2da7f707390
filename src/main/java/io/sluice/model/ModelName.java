package io.sluice.model;

import java.util.regex.Pattern;

/**
 * Names a model over all its versions: {@code salary}.
 *
 * @param value matches {@code [a-z0-9][a-z0-9_-]{0,62}}
 */
public record ModelName(String value) {
  private static final Pattern RULE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

  /**
   * @throws IllegalArgumentException if the value breaks the rule
   */
  public ModelName {
    Names.check("model name", value, RULE);
  }

  /** Whether a text can be the name of a model. */
  public static boolean isValid(String value) {
    return RULE.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
