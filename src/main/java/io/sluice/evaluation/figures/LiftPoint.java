package io.sluice.evaluation.figures;

/**
 * What is won by looking at the most probable rows only.
 *
 * @param share the share of all rows that is looked at, above 0, at most 1
 * @param gain the share of the class's rows found among them
 * @param lift how many times more that is than among as many rows taken blindly
 */
public record LiftPoint(double share, double gain, double lift) {
  /** How many points a curve has. */
  static final int STEPS = 20;
}
