package io.sluice.model;

import java.util.regex.Pattern;

/**
 * The SHA-256 of a model archive, which tells exactly what answered.
 *
 * @param value matches {@code sha256:[0-9a-f]{64}}
 */
public record Digest(String value) {
  private static final Pattern RULE = Pattern.compile("sha256:[0-9a-f]{64}");

  /**
   * @throws IllegalArgumentException if the value breaks the rule
   */
  public Digest {
    Names.check("digest", value, RULE);
  }

  @Override
  public String toString() {
    return value;
  }
}
