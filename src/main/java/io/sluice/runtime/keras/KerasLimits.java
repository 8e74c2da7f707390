package io.sluice.runtime.keras;

/**
 * How much a Keras file may ask for.
 *
 * @param maxParameters values of all its data sets together, and parameters of the network
 * @param maxConfigurationBytes size of the JSON that describes the network
 */
public record KerasLimits(long maxParameters, int maxConfigurationBytes) {
  /** 2^28 parameters and 4 MiB, as archives may have. */
  public static final KerasLimits DEFAULTS = new KerasLimits(1L << 28, 4 << 20);

  /**
   * @throws IllegalArgumentException if a limit is not positive
   */
  public KerasLimits {
    if (maxParameters < 1 || maxConfigurationBytes < 1) {
      throw new IllegalArgumentException("a limit is less than 1");
    }
  }
}
