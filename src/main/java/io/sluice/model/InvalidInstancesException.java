package io.sluice.model;

import java.util.List;

/** Instances that break the model's signature: every violation found, not only the first. */
public final class InvalidInstancesException extends ServingException {
  private static final long serialVersionUID = 1;

  private final transient List<Violation> violations;
  private final int total;

  /**
   * @param kind {@code INVALID_INSTANCES}, or {@code MALFORMED_BODY} if the body could not be
   *     parsed to its end
   * @param violations those kept, in the order found
   * @param total all that were found, kept or not
   */
  public InvalidInstancesException(Kind kind, List<Violation> violations, int total) {
    super(kind, total == 1 ? violations.get(0).detail() : total + " fields break their rules");
    this.violations = List.copyOf(violations);
    this.total = total;
  }

  /** The violations kept, in the order found. */
  public List<Violation> violations() {
    return violations;
  }

  /** How many were found, kept or not. */
  public int total() {
    return total;
  }
}
