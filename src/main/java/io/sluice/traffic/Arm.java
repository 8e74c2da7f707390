package io.sluice.traffic;

import io.sluice.model.ModelVersion;
import io.sluice.model.Names;

/**
 * One of the versions that an experiment compares.
 *
 * @param name {@code [a-z][a-z0-9_-]{0,62}}, unique in the experiment
 * @param version which answers
 * @param weight its part of the requests, in 1/10,000; 0 for a shadow
 * @param shadow whether it is only asked beside the arm that answers, and answers nobody
 */
public record Arm(String name, ModelVersion version, int weight, boolean shadow) {
  /** What the weights of an experiment come to. */
  public static final int WHOLE = 10_000;

  /**
   * @throws IllegalArgumentException if the name is none or the weight out of range
   */
  public Arm {
    if (!name.matches("[a-z][a-z0-9_-]{0,62}")) {
      throw new IllegalArgumentException("'" + Names.shown(name) + "' is not a name of an arm");
    }
    if (weight < 0 || weight > WHOLE || (shadow && weight != 0)) {
      throw new IllegalArgumentException("the weight of arm '" + name + "' is out of range");
    }
  }
}
