package io.sluice.model;

import java.util.regex.Pattern;

/**
 * What every field has for people and programs.
 *
 * @param name matches {@code [A-Za-z_][A-Za-z0-9_.-]{0,62}}, so that it can stand in a query
 *     string, a CSV header and an XML element
 * @param label a short text for forms; the name where none is given
 * @param description a sentence for documentation; empty where none is given
 */
public record FieldInfo(String name, String label, String description) {
  private static final Pattern RULE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,62}");

  /**
   * @throws IllegalArgumentException if the name breaks the rule
   */
  public FieldInfo {
    Names.check("field name", name, RULE);
  }

  /** A field that says no more than its name. */
  public static FieldInfo named(String name) {
    return new FieldInfo(name, name, "");
  }
}
