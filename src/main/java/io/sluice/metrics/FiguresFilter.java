package io.sluice.metrics;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Adds our figures to what the server's own {@code /metrics} answers for the application's scope.
 * They cannot be MicroProfile metrics, whose histograms have no true buckets on this server; a
 * scrape should still be one request.
 */
public class FiguresFilter implements Filter {
  private static final String SCOPE = "application";

  @Inject private ServingFigures figures;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String scope = request.getParameter("scope");
    if ((scope != null && !scope.equals(SCOPE))
        || !((HttpServletRequest) request).getMethod().equals("GET")) {
      chain.doFilter(request, response);
      return;
    }
    HttpServletResponse answer = (HttpServletResponse) response;
    HeldResponse held = new HeldResponse(answer);
    chain.doFilter(request, held);
    // The server heeds a name only together with a scope.
    String name = scope == null ? null : request.getParameter("name");
    String ours = held.hasFigures() ? figures.text(name) : "";
    if (ours.isEmpty()) {
      held.release();
      return;
    }
    byte[] own = ours.getBytes(StandardCharsets.UTF_8);
    byte[] servers = held.figures();
    answer.setStatus(HttpServletResponse.SC_OK);
    answer.setContentType(Exposition.MEDIA_TYPE);
    answer.setContentLength(servers.length + own.length);
    answer.getOutputStream().write(servers);
    answer.getOutputStream().write(own);
  }
}
