package io.sluice.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How the values of one network input, or of one label array, were scaled for training: a
 * per-column affine map that can be undone. A column is an index of axis 1: a feature of a rank 2
 * array, a feature of a time series (rank 3), a channel of an image (rank 4).
 */
public sealed interface Scaling {

  /**
   * The least standard deviation and the least width of a range, as DL4J uses them ({@code
   * Nd4j.EPS_THRESHOLD}), as float32, the type of its statistics.
   */
  double LEAST_SPREAD = 1e-5f;

  /**
   * From a plain value to what the network was trained on.
   *
   * @param value a plain value
   * @param column its index on axis 1, 0 to {@link #columns()} - 1
   */
  double normalize(double value, int column);

  /**
   * The inverse of {@link #normalize}.
   *
   * @param value what the network gives
   * @param column its index on axis 1, 0 to {@link #columns()} - 1
   */
  double denormalize(double value, int column);

  /** How many columns it has figures for; -1 when it treats any number of columns alike. */
  int columns();

  /** Leaves values as they are. */
  record None() implements Scaling {
    @Override
    public double normalize(double value, int column) {
      return value;
    }

    @Override
    public double denormalize(double value, int column) {
      return value;
    }

    @Override
    public int columns() {
      return -1;
    }
  }

  /**
   * {@code (x - mean) / std}, the {@code StandardizeStrategy} of ND4J.
   *
   * @param mean mean of each column
   * @param std standard deviation of each column; one below {@link #LEAST_SPREAD} is raised to it,
   *     as ND4J's {@code DistributionStats} does
   */
  record Standardize(List<Double> mean, List<Double> std) implements Scaling {

    /**
     * @throws IllegalArgumentException if the lengths differ or a deviation is negative
     */
    public Standardize {
      checkLengths(mean, std);
      if (std.stream().anyMatch(s -> s < 0)) {
        throw new IllegalArgumentException("a standard deviation is negative");
      }
      mean = List.copyOf(mean);
      std = std.stream().map(s -> Math.max(s, LEAST_SPREAD)).toList();
    }

    @Override
    public double normalize(double value, int column) {
      return (value - mean.get(column)) / std.get(column);
    }

    @Override
    public double denormalize(double value, int column) {
      return value * std.get(column) + mean.get(column);
    }

    @Override
    public int columns() {
      return mean.size();
    }
  }

  /**
   * {@code (x - min) / (max - min) * (targetMax - targetMin) + targetMin}, the {@code
   * MinMaxStrategy} of ND4J.
   *
   * @param min least value of each column
   * @param max greatest value of each column; raised to {@code min + LEAST_SPREAD} where the column
   *     is narrower, as ND4J's {@code MinMaxStats} does
   * @param targetMin what {@code min} becomes
   * @param targetMax what {@code max} becomes; raised to {@code targetMin + LEAST_SPREAD} likewise
   */
  record MinMax(List<Double> min, List<Double> max, double targetMin, double targetMax)
      implements Scaling {

    /**
     * @throws IllegalArgumentException if the lengths differ or a range is reversed
     */
    public MinMax {
      checkLengths(min, max);
      List<Double> low = List.copyOf(min);
      List<Double> high = List.copyOf(max);
      if (IntStream.range(0, low.size()).anyMatch(i -> high.get(i) < low.get(i))) {
        throw new IllegalArgumentException("a column's maximum is less than its minimum");
      }
      min = low;
      max =
          IntStream.range(0, low.size())
              .mapToObj(i -> Math.max(high.get(i), low.get(i) + LEAST_SPREAD))
              .toList();
      targetMax = Math.max(targetMax, targetMin + LEAST_SPREAD);
    }

    @Override
    public double normalize(double value, int column) {
      double share = (value - min.get(column)) / (max.get(column) - min.get(column));
      return share * (targetMax - targetMin) + targetMin;
    }

    @Override
    public double denormalize(double value, int column) {
      double share = (value - targetMin) / (targetMax - targetMin);
      return share * (max.get(column) - min.get(column)) + min.get(column);
    }

    @Override
    public int columns() {
      return min.size();
    }
  }

  /**
   * {@code x / maxPixel * (targetMax - targetMin) + targetMin}, the {@code
   * ImagePreProcessingScaler} of ND4J. Of a model's labels it says nothing.
   *
   * @param targetMin what 0 becomes
   * @param targetMax what {@code maxPixel} becomes; differs from {@code targetMin}
   * @param maxPixel the greatest pixel value, more than 0; 255 for 8 bits
   */
  record Image(double targetMin, double targetMax, double maxPixel) implements Scaling {

    /**
     * @throws IllegalArgumentException if the map could not be undone
     */
    public Image {
      if (!(maxPixel > 0) || targetMin == targetMax) {
        throw new IllegalArgumentException("the image range is empty");
      }
    }

    @Override
    public double normalize(double value, int column) {
      return value / maxPixel * (targetMax - targetMin) + targetMin;
    }

    @Override
    public double denormalize(double value, int column) {
      return (value - targetMin) / (targetMax - targetMin) * maxPixel;
    }

    @Override
    public int columns() {
      return -1;
    }
  }

  private static void checkLengths(List<Double> first, List<Double> second) {
    if (first.isEmpty() || first.size() != second.size()) {
      throw new IllegalArgumentException(first.size() + " figures do not go with " + second.size());
    }
  }
}
