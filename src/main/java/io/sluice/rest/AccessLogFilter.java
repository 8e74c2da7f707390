package io.sluice.rest;

import io.sluice.model.TimeSource;
import io.sluice.registry.LeaseTrace;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Logs each request of the API once it has been answered: as a line for people, with the same facts
 * as a map beside it, from which the server's JSON format makes members. A servlet's filter, for
 * those of JAX-RS see neither the last byte nor what fails outside a resource.
 */
@Dependent
public class AccessLogFilter implements Filter {
  /** The logger's name, for an operator to shape. */
  static final String LOGGER = "io.sluice.access";

  private static final double MICROS_PER_MILLI = 1000;

  private final TimeSource time;
  private boolean enabled = true;
  private @Nullable AccessFile log;

  /** For the container, which then calls {@link #configure}. */
  public AccessLogFilter() {
    this(TimeSource.SYSTEM);
  }

  AccessLogFilter(TimeSource time) {
    this.time = time;
  }

  @Inject
  void configure(
      @ConfigProperty(name = "sluice.access-log.enabled") boolean logging, AccessFile ownFile) {
    enabled = logging;
    log = ownFile;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!enabled || log == null || !log.isWanted()) {
      chain.doFilter(request, response);
      return;
    }
    long start = time.nanoTime();
    CountedResponse counted = new CountedResponse((HttpServletResponse) response);
    boolean answered = false;
    try (LeaseTrace trace = LeaseTrace.begin()) {
      try {
        chain.doFilter(request, counted);
        answered = true;
      } finally {
        // An exception that leaves the chain becomes a 500 only after it has passed here.
        int status = answered ? counted.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        log.add(line((HttpServletRequest) request, status, counted.bytes(), trace, start));
      }
    }
  }

  private AccessRecord line(
      HttpServletRequest request, int status, long bytes, LeaseTrace trace, long start) {
    long micros = (time.nanoTime() - start) / 1000;
    return new AccessRecord(
        RequestId.current(),
        request.getMethod(),
        request.getAttribute(RouteFeature.ATTRIBUTE) instanceof String route ? route : "",
        trace.last().orElse(null),
        status,
        micros / MICROS_PER_MILLI,
        bytes);
  }
}
