package io.sluice.model;

import java.util.regex.Pattern;

/**
 * A version of a model; higher numbers are newer.
 *
 * @param number 1 to 999,999,999
 */
public record ModelVersion(int number) implements Comparable<ModelVersion> {
  private static final Pattern RULE = Pattern.compile("[1-9][0-9]{0,8}");
  private static final int HIGHEST = 999_999_999;

  /**
   * @throws IllegalArgumentException if the number is out of range
   */
  public ModelVersion {
    if (number < 1 || number > HIGHEST) {
      throw new IllegalArgumentException(number + " is not a version: it must be 1 to " + HIGHEST);
    }
  }

  /**
   * Reads a version as it stands in paths and folder names: decimal, no sign, no leading zero.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static ModelVersion parse(String text) {
    return new ModelVersion(Integer.parseInt(Names.check("version", text, RULE)));
  }

  @Override
  public int compareTo(ModelVersion other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
