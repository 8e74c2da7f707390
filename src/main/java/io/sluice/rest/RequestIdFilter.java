package io.sluice.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Gives each request its id: the caller's, if it is safe to repeat, or a new one. First of all
 * filters, and on every path, so that whatever answers can name it.
 */
public class RequestIdFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    // The dispatch to an error page is a second pass of the same request: it keeps its id.
    String id =
        request.getAttribute(RequestId.ATTRIBUTE) instanceof String given
            ? given
            : RequestId.takeOrMake(request.getHeader(RequestId.HEADER));
    request.setAttribute(RequestId.ATTRIBUTE, id);
    response.setHeader(RequestId.HEADER, id);
    String outer = RequestId.current();
    RequestId.set(id);
    try {
      chain.doFilter(request, response);
    } finally {
      RequestId.set(outer.isEmpty() ? null : outer);
    }
  }
}
