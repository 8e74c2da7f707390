package io.sluice.model;

import java.util.regex.Pattern;

/**
 * A movable name for one version of a model: {@code production}.
 *
 * @param value matches {@code [a-z][a-z0-9_-]{0,62}}
 */
public record Alias(String value) {
  private static final Pattern RULE = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

  /**
   * @throws IllegalArgumentException if the value breaks the rule
   */
  public Alias {
    Names.check("alias", value, RULE);
  }

  @Override
  public String toString() {
    return value;
  }
}
