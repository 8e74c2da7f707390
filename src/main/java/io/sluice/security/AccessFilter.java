package io.sluice.security;

import io.sluice.model.Caller;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Says who asks, before anything answers: the one place where a request becomes a {@link Caller}. A
 * request without a credential is the anonymous caller's, at the price of two look-ups of a header;
 * a wrong credential ends it here, also where none is needed. What the caller may do is decided
 * where it is done: by {@link RolesFeature}, and by the exchange of predictions.
 */
public class AccessFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  @Inject private transient Callers callers;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    request.setAttribute(Caller.ATTRIBUTE, callers.of(request));
    chain.doFilter(request, response);
  }
}
