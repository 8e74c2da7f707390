package io.sluice.tensorflow;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A route and what the path of a request gives its template's words.
 *
 * @param selection null where the path names no model
 */
record Match(Route route, @Nullable Selection selection) {

  /**
   * Matches one route.
   *
   * @param path as it came, still encoded
   * @return null if the path is another's
   * @throws io.sluice.model.ServingException if it names what cannot be there
   * @throws IllegalArgumentException if a name is not encoded as URLs are
   */
  static @Nullable Match of(Route route, String method, String path) {
    if (!route.method().equals(method)) {
      return null;
    }
    Matcher matcher = route.pattern().matcher(path);
    if (!matcher.matches()) {
      return null;
    }
    return new Match(route, route.names("model") ? selection(route, matcher) : null);
  }

  private static Selection selection(Route route, Matcher matcher) {
    return Selection.of(
        decoded(matcher.group("model")),
        route.names("version") ? matcher.group("version") : null,
        route.names("label") ? decoded(matcher.group("label")) : null);
  }

  /** Percent-decoded; a plus sign in a path is itself. */
  private static String decoded(String word) {
    return word.indexOf('%') < 0
        ? word
        : URLDecoder.decode(word.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
