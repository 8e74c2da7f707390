package io.sluice.prediction;

import io.sluice.model.Deadline;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.TimeSource;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code X-Request-Deadline-Ms}: how much longer the caller waits. */
public final class DeadlineHeader {
  /** The header's name. */
  public static final String NAME = "X-Request-Deadline-Ms";

  private static final int LONGEST_MILLIS = 600_000;
  private static final int MOST_DIGITS = 6;
  private static final String RULE =
      "The header "
          + NAME
          + " must be a whole number of milliseconds, 1 to "
          + LONGEST_MILLIS
          + ".";

  private DeadlineHeader() {}

  /**
   * The deadline that begins to run now, at the end of the headers.
   *
   * @param value null if the caller did not send it
   * @throws InvalidInstancesException if it is not a whole number of milliseconds, 1 to 600,000
   */
  public static Deadline read(@Nullable String value, TimeSource time) {
    if (value == null) {
      return Deadline.NONE;
    }
    int millis = millis(value.strip());
    if (millis < 1 || millis > LONGEST_MILLIS) {
      Violation violation =
          new Violation("/" + NAME, Rule.RANGE, RULE, new Violation.Range(1, LONGEST_MILLIS));
      throw new InvalidInstancesException(Kind.INVALID_PARAMETER, List.of(violation), 1);
    }
    return Deadline.after(Duration.ofMillis(millis), time);
  }

  /** The number, or 0 for what is none; two headers come as one with a comma. */
  private static int millis(String digits) {
    if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
      return 0;
    }
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
