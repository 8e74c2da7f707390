package io.sluice.model;

import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects violations up to a bound and counts the rest, so that an answer cannot be a flood. */
public final class Violations {
  private final List<Violation> kept = new ArrayList<>();
  private final int most;
  private int total;

  /**
   * @param most violations kept; more are only counted
   */
  public Violations(int most) {
    this.most = most;
  }

  /** Whether nothing was found so far. */
  public boolean isEmpty() {
    return total == 0;
  }

  /** Whether further violations are only counted. */
  public boolean isFull() {
    return kept.size() == most;
  }

  /** Counts a violation that will not be kept, which saves its caller the words. */
  public void count() {
    total++;
  }

  /** Records a violation. */
  public void add(String pointer, Rule rule, String detail, @Nullable Object allowed) {
    total++;
    if (kept.size() < most) {
      kept.add(new Violation(pointer, rule, detail, allowed));
    }
  }

  /** Everything found so far, as the failure of the request. */
  public InvalidInstancesException toException(Kind kind) {
    return new InvalidInstancesException(kind, kept, total);
  }
}
