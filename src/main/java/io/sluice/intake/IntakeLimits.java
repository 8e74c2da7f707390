package io.sluice.intake;

/**
 * How much an archive may ask for before anything is believed.
 *
 * @param maxArchiveBytes size of the file
 * @param maxInflatedBytes all entries together once inflated
 * @param maxParameters parameters of the network, announced or held
 * @param maxConfigurationBytes size of the configuration's JSON
 * @param maxConfigurationDepth nesting of the configuration's JSON
 * @param maxConfigurationTokens tokens of the configuration's JSON
 * @param maxLayerSize inputs, outputs or units of one layer
 * @param maxKernelSize one axis of a kernel, stride, dilation or padding
 */
public record IntakeLimits(
    long maxArchiveBytes,
    long maxInflatedBytes,
    long maxParameters,
    int maxConfigurationBytes,
    int maxConfigurationDepth,
    int maxConfigurationTokens,
    long maxLayerSize,
    long maxKernelSize) {

  /**
   * 512 MiB of archive and 2 GiB of entries, as DL4J itself reads no larger entry; 2^28 parameters;
   * 4 MiB, depth 64 and 200,000 tokens of JSON; layers of 2^24, kernels of 65,536.
   */
  public static final IntakeLimits DEFAULTS =
      new IntakeLimits(512L << 20, 2L << 30, 1L << 28, 4 << 20, 64, 200_000, 1L << 24, 1L << 16);

  /**
   * @throws IllegalArgumentException if a limit is not positive
   */
  public IntakeLimits {
    if (maxArchiveBytes < 1
        || maxInflatedBytes < 1
        || maxParameters < 1
        || maxConfigurationBytes < 1
        || maxConfigurationDepth < 1
        || maxConfigurationTokens < 1
        || maxLayerSize < 1
        || maxKernelSize < 1) {
      throw new IllegalArgumentException("a limit is less than 1");
    }
  }

  /** These limits with other caps on the file, its entries and the parameters. */
  public IntakeLimits withCaps(long archiveBytes, long inflatedBytes, long parameters) {
    return new IntakeLimits(
        archiveBytes,
        inflatedBytes,
        parameters,
        maxConfigurationBytes,
        maxConfigurationDepth,
        maxConfigurationTokens,
        maxLayerSize,
        maxKernelSize);
  }
}
