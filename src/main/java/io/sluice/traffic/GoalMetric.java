package io.sluice.traffic;

import java.util.Arrays;
import java.util.Optional;

/** What an experiment compares its arms by: the mean, over the labels that came, of one number. */
public enum GoalMetric {
  /** 1 where the predicted class was the true one, else 0. */
  ACCURACY("accuracy", true, true),
  /** How far the predicted quantity was from the true one. */
  MAE("mae", false, false),
  /** The square of that. */
  MSE("mse", false, false),
  /** The number that came back as the outcome, whatever was predicted: a revenue, say. */
  MEAN_VALUE("meanValue", false, true);

  private final String wireName;
  private final boolean proportion;
  private final boolean higherIsBetter;

  GoalMetric(String wireName, boolean proportion, boolean higherIsBetter) {
    this.wireName = wireName;
    this.proportion = proportion;
    this.higherIsBetter = higherIsBetter;
  }

  /** The metric of a name. */
  public static Optional<GoalMetric> of(String wireName) {
    return Arrays.stream(values()).filter(metric -> metric.wireName.equals(wireName)).findFirst();
  }

  /** Its name in the contract. */
  public String wireName() {
    return wireName;
  }

  /** Whether it is the mean of zeros and ones. */
  public boolean isProportion() {
    return proportion;
  }

  /** Whether more of it is better. */
  public boolean isHigherBetter() {
    return higherIsBetter;
  }
}
