package io.sluice.deployment;

import io.sluice.evaluation.figures.Figure;
import io.sluice.model.GateLimit;
import io.sluice.model.Task;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures that a limit may bound. */
final class GateFigures {
  static final String P50 = "latency_p50";
  static final String P99 = "latency_p99";

  private GateFigures() {}

  /**
   * Refuses a limit on something that nobody measures.
   *
   * @throws IllegalArgumentException with the names that are known
   */
  static void check(GateLimit limit) {
    boolean known =
        limit.isLatency()
            ? List.of(P50, P99).contains(limit.figure())
            : Figure.of(limit.figure()).isPresent();
    if (!known) {
      throw new IllegalArgumentException(
          "'%s' bounds no figure that is known; known are %s"
              .formatted(
                  limit,
                  Stream.concat(
                          Stream.of(Figure.values()).map(Figure::wireName), Stream.of(P50, P99))
                      .collect(Collectors.joining(", "))));
    }
  }

  /**
   * Refuses a limit on a figure that a model of this kind does not have.
   *
   * @throws IllegalArgumentException if that is so
   */
  static void check(GateLimit limit, Task task) {
    check(limit);
    Optional<Task> needed = Figure.of(limit.figure()).map(Figure::task);
    if (task != Task.TENSOR && needed.isPresent() && needed.get() != task) {
      throw new IllegalArgumentException(
          "'%s' bounds a figure of a %s, but the model does %s"
              .formatted(limit, needed.get().wireName(), task.wireName()));
    }
  }
}
