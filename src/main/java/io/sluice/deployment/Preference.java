package io.sluice.deployment;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a caller wants to wait for an answer: the header {@code Prefer} of RFC 7240, of which
 * {@code respond-async} and {@code wait} count; the others may be ignored, and are.
 */
final class Preference {
  private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([0-9]{1,5})\"?");

  private Preference() {}

  /**
   * @param header the value of {@code Prefer}; null if it was not sent
   * @param most the longest that the server waits
   */
  static Duration wait(@Nullable String header, Duration most) {
    if (header == null) {
      return most;
    }
    Duration wait = most;
    for (String preference : header.split("[,;]", -1)) {
      String word = preference.strip().toLowerCase(Locale.ROOT);
      Matcher matcher = WAIT.matcher(word);
      if (word.equals("respond-async")) {
        wait = Duration.ZERO;
      } else if (matcher.matches()) {
        Duration asked = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
        // With both, as RFC 7240 section 4.3 has it: asynchronous once the wait is over.
        return asked.compareTo(most) < 0 ? asked : most;
      }
    }
    return wait;
  }
}
