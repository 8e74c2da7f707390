package io.sluice.openinference;

import io.sluice.model.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the protocol.
 *
 * @param method of HTTP
 * @param template of the path: {@code /v2/models/{model}/infer}; what stands in braces is one
 *     segment of any text, not empty
 * @param role that a caller needs; null if it is open to all, which {@link #open} alone says
 * @param exchange answers it
 */
record Route(String method, String template, @Nullable Role role, Exchange exchange) {
  /** A route for callers that have a role. */
  static Route of(String method, String template, Role role, Exchange exchange) {
    return new Route(method, template, Objects.requireNonNull(role, "role is null"), exchange);
  }

  /** A route for everybody. */
  static Route open(String method, String template, Exchange exchange) {
    return new Route(method, template, null, exchange);
  }

  /**
   * What the braces of the template hold in a path.
   *
   * @param segments of the path, decoded
   * @return null if it is another path
   */
  @Nullable Map<String, String> match(List<String> segments) {
    String[] wanted = template.substring(1).split("/", -1);
    if (wanted.length != segments.size()) {
      return null;
    }
    Map<String, String> held = new HashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      String part = wanted[i];
      if (part.startsWith("{") && !segments.get(i).isEmpty()) {
        held.put(part.substring(1, part.length() - 1), segments.get(i));
      } else if (!part.equals(segments.get(i))) {
        return null;
      }
    }
    return Map.copyOf(held);
  }
}
