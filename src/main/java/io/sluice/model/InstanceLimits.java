package io.sluice.model;

/**
 * How much one request may hold; counted while it is read, before memory is taken for it.
 *
 * @param maxInstances instances of one request
 * @param maxValues tensor elements and feature values of one request
 * @param maxDepth nesting of arrays and objects
 * @param maxStringLength characters of one string
 * @param maxErrors violations kept for the answer; more are only counted
 */
public record InstanceLimits(
    int maxInstances, int maxValues, int maxDepth, int maxStringLength, int maxErrors) {
  /** The defaults of the configuration file. */
  public static final InstanceLimits DEFAULT =
      new InstanceLimits(10_000, 1_000_000, 16, 1024, 1000);

  /**
   * @throws IllegalArgumentException if a limit is below 1
   */
  public InstanceLimits {
    if (Math.min(Math.min(maxInstances, maxValues), Math.min(maxDepth, maxStringLength)) < 1
        || maxErrors < 1) {
      throw new IllegalArgumentException("every limit must be at least 1");
    }
  }
}
