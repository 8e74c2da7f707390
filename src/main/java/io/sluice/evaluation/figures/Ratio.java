package io.sluice.evaluation.figures;

import java.util.OptionalDouble;

/** Quotients that are not defined where their denominator is nought. */
final class Ratio {
  private Ratio() {}

  /**
   * One number through another; empty if the denominator is nought or the quotient is not finite.
   * No figure is ever NaN, infinite, or nought for want of data.
   */
  static OptionalDouble of(double numerator, double denominator) {
    return denominator == 0 ? OptionalDouble.empty() : finite(numerator / denominator);
  }

  /** One count through another; empty if the latter is nought. */
  static OptionalDouble of(long numerator, long denominator) {
    return of((double) numerator, (double) denominator);
  }

  /** A sum through a count; empty if the count is nought. */
  static OptionalDouble of(double sum, long count) {
    return of(sum, (double) count);
  }

  /** The value, if it is a finite number. */
  static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
