package io.sluice.traffic;

import org.jspecify.annotations.Nullable;

/**
 * What no arm may do, whatever its predictions are worth.
 *
 * @param errorRate the largest part of its requests that it may fail to answer, above 0 and up to
 *     1; null for any
 * @param latencyP99Millis the longest time that 99 of 100 of its requests may take, above 0; null
 *     for any
 */
public record Guardrails(@Nullable Double errorRate, @Nullable Double latencyP99Millis) {
  /** Nothing is guarded. */
  public static final Guardrails NONE = new Guardrails(null, null);

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public Guardrails {
    if (errorRate != null && !(errorRate > 0 && errorRate <= 1)) {
      throw new IllegalArgumentException("errorRate must be above 0 and at most 1");
    }
    if (latencyP99Millis != null && !(latencyP99Millis > 0 && latencyP99Millis <= 1e6)) {
      throw new IllegalArgumentException("latencyP99Millis must be above 0");
    }
  }
}
