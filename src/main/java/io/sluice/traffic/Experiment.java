package io.sluice.traffic;

import io.sluice.model.ModelName;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the requests for one model are split between its versions. A change of anything is another
 * experiment that takes the place of this one.
 *
 * @param id of the experiment in the database
 * @param model whose requests are split
 * @param arms all that answer or shadow, at least one that answers; the weights come to {@link
 *     Arm#WHOLE}
 * @param control the name of the arm that the others are compared with, and that answers where
 *     another cannot
 * @param rule what requests are assigned by
 * @param salt makes the split another one than that of every other experiment
 * @param override whether a request may name its arm itself
 */
public record Experiment(
    long id,
    ModelName model,
    List<Arm> arms,
    String control,
    AssignmentRule rule,
    String salt,
    boolean override) {
  /**
   * @throws IllegalArgumentException if the arms contradict each other
   */
  public Experiment {
    arms = List.copyOf(arms);
    Objects.requireNonNull(rule, "rule is null");
    check(arms, control);
  }

  /**
   * Checks that arms make an experiment.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  static void check(List<Arm> arms, String control) {
    Set<String> names = new HashSet<>();
    int sum = 0;
    boolean controlAnswers = false;
    for (Arm arm : arms) {
      if (!names.add(arm.name())) {
        throw new IllegalArgumentException("two arms are called '" + arm.name() + "'");
      }
      sum += arm.weight();
      controlAnswers |= arm.name().equals(control) && !arm.shadow();
    }
    if (!controlAnswers) {
      throw new IllegalArgumentException("the control is not an arm that answers");
    }
    if (sum != Arm.WHOLE) {
      throw new IllegalArgumentException("the weights do not come to 100 %");
    }
  }

  /**
   * The arm that a key belongs to.
   *
   * @param point of the key, see {@link KeyHash}, 0 to 1 without 1
   */
  Arm at(double point) {
    double left = point * Arm.WHOLE;
    for (Arm arm : arms) {
      left -= arm.weight();
      if (left < 0) {
        return arm;
      }
    }
    throw new IllegalArgumentException("not between 0 and 1: " + point);
  }

  /** The arm of a name, if it answers. */
  @Nullable Arm answering(String name) {
    for (Arm arm : arms) {
      if (!arm.shadow() && arm.name().equals(name)) {
        return arm;
      }
    }
    return null;
  }

  /** The arm that the others are compared with. */
  public Arm controlArm() {
    return Objects.requireNonNull(answering(control));
  }
}
