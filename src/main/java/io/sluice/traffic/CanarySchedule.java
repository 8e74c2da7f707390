package io.sluice.traffic;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the only challenger's part of the requests grows.
 *
 * @param steps its parts in per cent, rising, each above 0 and up to 100
 * @param every how long each step lasts; null if a step lasts until there is evidence that the
 *     challenger is not worse
 */
public record CanarySchedule(List<Double> steps, @Nullable Duration every) {
  private static final int MOST_STEPS = 20;
  private static final double WHOLE = 100;

  /**
   * @throws IllegalArgumentException if the steps do not rise
   */
  public CanarySchedule {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.size() > MOST_STEPS) {
      throw new IllegalArgumentException("there must be 1 to 20 steps");
    }
    double before = 0;
    for (double step : steps) {
      if (!(step > before && step <= WHOLE)) {
        throw new IllegalArgumentException("the steps must rise, up to 100");
      }
      before = step;
    }
    if (every != null && (every.isNegative() || every.isZero())) {
      throw new IllegalArgumentException("every must be above 0");
    }
  }
}
