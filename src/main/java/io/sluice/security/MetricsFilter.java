package io.sluice.security;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Stands before the server's {@code /metrics}, where the configuration asks who reads them. */
public class MetricsFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  @Inject private transient Callers callers;
  @Inject private transient MetricsAccess access;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!access.isOpen()) {
      access.check(callers.of(request));
    }
    chain.doFilter(request, response);
  }
}
