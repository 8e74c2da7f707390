package io.sluice.openinference;

import io.sluice.model.ProtocolException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All operations that are served, and the extensions of the protocol that they make up: whoever
 * adds an extension adds its routes, so that {@code GET /v2} lists what works and nothing else.
 */
public final class Routes {
  private static final int MOST_PATHS = 1024;
  private static final int NOT_FOUND = 404;

  private final List<Route> routes;
  private final Map<String, List<Found>> paths = new ConcurrentHashMap<>();

  /**
   * A route under a path.
   *
   * @param held what the path holds at the braces of the template
   */
  record Found(Route route, Map<String, String> held) {}

  Routes(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** Every route. */
  List<Route> all() {
    return routes;
  }

  /**
   * The route of a request.
   *
   * @param path as it came, still encoded
   * @throws ProtocolException if there is none
   */
  Found find(String method, String path) {
    List<Found> here = paths.get(path);
    if (here == null) {
      here = under(path);
      // Paths are the callers' text: no more of them than there may be versions in use.
      if (!here.isEmpty() && paths.size() < MOST_PATHS) {
        paths.put(path, here);
      }
    }
    String wanted = method.equals("HEAD") ? "GET" : method;
    for (Found found : here) {
      if (found.route().method().equals(wanted)) {
        return found;
      }
    }
    if (here.isEmpty()) {
      throw new ProtocolException(NOT_FOUND, "There is nothing at this path.");
    }
    throw ProtocolException.method(allowed(here));
  }

  /** What the header {@code Allow} says of a path. */
  String allowed(String path) {
    return allowed(under(path));
  }

  private static String allowed(List<Found> here) {
    TreeSet<String> methods = new TreeSet<>();
    for (Found found : here) {
      methods.add(found.route().method());
      if (found.route().method().equals("GET")) {
        methods.add("HEAD");
      }
    }
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }

  private List<Found> under(String path) {
    List<String> segments = segments(path);
    List<Found> found = new ArrayList<>();
    if (segments != null) {
      for (Route route : routes) {
        Map<String, String> held = route.match(segments);
        if (held != null) {
          found.add(new Found(route, held));
        }
      }
    }
    return List.copyOf(found);
  }

  private static @Nullable List<String> segments(String path) {
    String[] parts = path.substring(1).split("/", -1);
    List<String> segments = new ArrayList<>(parts.length);
    for (String part : parts) {
      try {
        segments.add(
            part.indexOf('%') < 0
                ? part
                : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        return null; // Half of an escape.
      }
    }
    return segments;
  }
}
