package io.sluice.deployment;

import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads parameters and conditions; what is none of theirs is refused and named. */
public final class Parameters {
  private static final Pattern REVISION = Pattern.compile("\"(\\d{1,18})\"");
  private static final int MOST_ENTRIES = 1000;
  private static final int ENTRIES = 100;

  private Parameters() {}

  /** A switch: {@code true} or {@code false}; false if it is not sent. */
  static boolean flag(String name, @Nullable String value) {
    if (value == null || value.equals("false")) {
      return false;
    }
    if (value.isEmpty() || value.equals("true")) {
      return true;
    }
    throw invalid(name + " must be true or false");
  }

  /** How many entries a page may have. */
  public static int limit(@Nullable String value) {
    long limit = value == null ? ENTRIES : number("limit", value);
    if (limit < 1 || limit > MOST_ENTRIES) {
      throw invalid("limit must be 1 to " + MOST_ENTRIES);
    }
    return (int) limit;
  }

  /** The id that a page ends before; empty for the first page. */
  public static OptionalLong before(@Nullable String value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(number("before", value));
  }

  /**
   * The revision that a caller wants to change: that of {@code If-Match}, 0 for {@code
   * If-None-Match: *}; empty if he does not care.
   */
  static OptionalLong expected(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
    if (ifNoneMatch != null) {
      if (ifMatch != null || !ifNoneMatch.strip().equals("*")) {
        throw invalid("If-None-Match may only be *, and not beside If-Match");
      }
      return OptionalLong.of(0);
    }
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return OptionalLong.empty();
    }
    Matcher revision = REVISION.matcher(ifMatch.strip());
    if (!revision.matches()) {
      throw invalid("If-Match must be an ETag that this server gave, as in \"3\"");
    }
    return OptionalLong.of(Long.parseLong(revision.group(1)));
  }

  private static long number(String name, String value) {
    if (!value.matches("[0-9]{1,18}")) {
      throw invalid(name + " must be a whole number");
    }
    return Long.parseLong(value);
  }

  private static ServingException invalid(String detail) {
    return new ServingException(Kind.INVALID_PARAMETER, detail);
  }
}
