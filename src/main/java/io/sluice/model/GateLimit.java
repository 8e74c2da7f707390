package io.sluice.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One condition of a gate: {@code accuracy >= 0.95}, {@code latency_p99 <= 5ms}.
 *
 * @param figure what is measured; a figure of evaluation, or {@code latency_p50} and {@code
 *     latency_p99}
 * @param comparison how the measured value must stand to the bound
 * @param bound a finite number, in the unit
 * @param unit of a latency; null for all other figures, which have none
 */
public record GateLimit(
    String figure, Comparison comparison, double bound, @Nullable TimeUnit unit) {
  /** The rule of a limit, for messages. */
  public static final String RULE =
      "<figure> <comparison> <number>, as in accuracy >= 0.95; of latency_p50 and latency_p99 with"
          + " us, ms or s behind the number";

  private static final int LONGEST = 200;
  private static final String LATENCY = "latency_";
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*([A-Za-z][A-Za-z0-9_]{0,62})\\s*(>=|<=|>|<)\\s*([-+0-9.eE]{1,40}?)\\s*(us|ms|s)?\\s*");

  /**
   * @throws IllegalArgumentException if the bound is not finite, a latency has no unit, or another
   *     figure has one
   */
  public GateLimit {
    if (!Double.isFinite(bound) || figure.startsWith(LATENCY) != (unit != null)) {
      throw new IllegalArgumentException("a limit must be " + RULE);
    }
  }

  /**
   * Reads a limit; blanks around its parts do not matter.
   *
   * @throws IllegalArgumentException if the text is none; the message shows it and says the rule
   */
  public static GateLimit parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (text.length() <= LONGEST && parts.matches()) {
      Double bound = Numerals.parse(parts.group(3));
      String unit = parts.group(4);
      boolean latency = parts.group(1).startsWith(LATENCY);
      if (bound != null && Double.isFinite(bound) && latency == (unit != null)) {
        return new GateLimit(
            parts.group(1),
            Comparison.of(parts.group(2)),
            bound,
            unit == null ? null : TimeUnit.of(unit));
      }
    }
    throw new IllegalArgumentException(
        "'%s' is no limit: it must be %s".formatted(Names.shown(text), RULE));
  }

  /** Whether it bounds the time of a prediction, which needs no data set. */
  public boolean isLatency() {
    return unit != null;
  }

  /**
   * Whether a measured value is within the limit.
   *
   * @param measured in the limit's unit; NaN, a figure without a value, never is
   */
  public boolean holds(double measured) {
    return switch (comparison) {
      case AT_LEAST -> measured >= bound;
      case ABOVE -> measured > bound;
      case AT_MOST -> measured <= bound;
      case BELOW -> measured < bound;
    };
  }

  /** The limit as text: {@code latency_p99 <= 5ms}; {@link #parse} reads it back. */
  @Override
  public String toString() {
    return "%s %s %s%s"
        .formatted(
            figure, comparison.sign, Numerals.show(bound), unit == null ? "" : unit.wireName);
  }

  /** How a measured value must stand to a bound. */
  public enum Comparison {
    AT_LEAST(">="),
    ABOVE(">"),
    AT_MOST("<="),
    BELOW("<");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    private static Comparison of(String sign) {
      return Arrays.stream(values()).filter(c -> c.sign.equals(sign)).findFirst().orElseThrow();
    }
  }

  /** The units of a latency. */
  public enum TimeUnit {
    MICROSECONDS("us", 1),
    MILLISECONDS("ms", 1000),
    SECONDS("s", 1_000_000);

    private final String wireName;
    private final double micros;

    TimeUnit(String wireName, double micros) {
      this.wireName = wireName;
      this.micros = micros;
    }

    /** A time in this unit. */
    public double fromMicros(long time) {
      return time / micros;
    }

    private static TimeUnit of(String wireName) {
      Optional<TimeUnit> unit =
          Arrays.stream(values()).filter(u -> u.wireName.equals(wireName)).findFirst();
      return unit.orElseThrow();
    }
  }
}
