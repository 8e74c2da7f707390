package io.sluice.prediction;

import io.sluice.codec.AnswerBytes;
import io.sluice.model.Caller;
import io.sluice.model.Prediction;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Enumeration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * A short way past JAX-RS for the one request that matters for speed: a POST of {@code
 * application/json} of known length to one of the four paths that predict, that takes JSON back and
 * has no query. It is answered by the exchange that the resources use, and a failure goes up as the
 * resources would throw it, so the answer is the same byte for byte. Everything else passes on to
 * the resources. See src/docs/adr/0009-road.md.
 */
public class DirectLaneFilter extends HttpFilter {
  /** The attribute that the access log reads the route from; the room {@code rest} has it too. */
  static final String ROUTE = "io.sluice.route";

  private static final long serialVersionUID = 1;
  private static final int MOST_ROUTES = 1024;
  private static final String ANYTHING = "*/*";

  @Inject private transient PredictExchange exchange;
  private final transient Map<String, DirectRoute> routes = new ConcurrentHashMap<>();
  private boolean enabled;
  private long maxBodyBytes;

  @Inject
  void configure(
      @ConfigProperty(name = "sluice.http.direct-lane") boolean lane,
      @ConfigProperty(name = "sluice.predict.max-body-bytes") long most) {
    enabled = lane;
    maxBodyBytes = most;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    DirectRoute route = enabled && isPlain(request) ? route(request) : null;
    if (route == null) {
      chain.doFilter(request, response);
      return;
    }
    request.setAttribute(ROUTE, route.template());
    Caller caller = Caller.of(request.getAttribute(Caller.ATTRIBUTE));
    Prediction prediction =
        exchange.json(route.target(), caller, request::getHeader, request.getInputStream());
    AnswerHeaders.set(prediction, response::setHeader);
    try (AnswerBytes answer = PredictExchange.json(prediction)) {
      response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
      response.setContentType(MediaType.APPLICATION_JSON);
      response.setContentLength(answer.size());
      answer.writeTo(response.getOutputStream());
    }
  }

  /** Whether the headers ask for nothing but the usual. */
  private boolean isPlain(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    return HttpMethod.POST.equals(request.getMethod())
        && MediaType.APPLICATION_JSON.equals(request.getContentType())
        && takesJson(request.getHeaders(HttpHeaders.ACCEPT))
        && request.getQueryString() == null
        && length > 0
        && length <= maxBodyBytes
        && request.getHeader(HttpHeaders.CONTENT_ENCODING) == null
        && request.getHeader("Transfer-Encoding") == null;
  }

  private static boolean takesJson(Enumeration<String> accept) {
    if (!accept.hasMoreElements()) {
      return true;
    }
    String first = accept.nextElement();
    return !accept.hasMoreElements()
        && (first.equals(MediaType.APPLICATION_JSON) || first.equals(ANYTHING));
  }

  private @Nullable DirectRoute route(HttpServletRequest request) {
    String path = request.getRequestURI();
    DirectRoute known = routes.get(path);
    if (known != null) {
      return known;
    }
    DirectRoute route = DirectRoute.of(path);
    // Paths are the callers' text: no more of them than there may be versions in use.
    if (route != null && routes.size() < MOST_ROUTES) {
      routes.put(path, route);
    }
    return route;
  }
}
