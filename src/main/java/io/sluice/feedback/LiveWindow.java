package io.sluice.feedback;

import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How far back predictions count. */
enum LiveWindow {
  HOUR("1h", Duration.ofHours(1)),
  DAY("1d", Duration.ofDays(1)),
  WEEK("7d", Duration.ofDays(7)),
  ALL("all", null);

  private final String wireName;
  private final @Nullable Duration length;

  LiveWindow(String wireName, @Nullable Duration length) {
    this.wireName = wireName;
    this.length = length;
  }

  /**
   * The window of a name.
   *
   * @throws ServingException if there is none
   */
  static LiveWindow parse(String name) {
    return Arrays.stream(values())
        .filter(window -> window.wireName.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ServingException(
                    Kind.INVALID_PARAMETER, "The window must be 1h, 1d, 7d or all."));
  }

  String wireName() {
    return wireName;
  }

  /** When it begins. */
  Instant start(Instant now) {
    return length == null ? Instant.EPOCH : now.minus(length);
  }
}
