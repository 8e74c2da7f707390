package io.sluice.rest;

import io.sluice.model.OverloadException;
import io.sluice.model.ProtocolException;
import io.sluice.model.ServingException;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/**
 * What every request passes first: it gets its id, every answer its safe headers, a request of the
 * API its line in the access log, and a failure of another filter the answer that JAX-RS gives to
 * one of a resource. One filter, for the server tells its listeners of each before and after it.
 */
public class FrontFilter extends HttpFilter {
  private static final long serialVersionUID = 1;
  private static final String API = ApiApplication.PATH + "/";

  @Inject private transient AccessLogFilter accessLog;

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
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    String outer = RequestId.current();
    RequestId.set(id);
    try {
      String path = request.getRequestURI();
      if (!path.startsWith(API) && !ForeignErrorWriter.covers(path)) {
        // Not through the chain alone: an encoded path of the API comes by here too.
        pass(request, response, chain);
        return;
      }
      // Predictions are about somebody, and the next version may say otherwise: keep none.
      response.setHeader("Cache-Control", "no-store");
      if (request.getDispatcherType() == DispatcherType.REQUEST) {
        accessLog.doFilter(request, response, (asked, answer) -> pass(asked, answer, chain));
      } else {
        chain.doFilter(request, response);
      }
    } finally {
      RequestId.set(outer.isEmpty() ? null : outer);
    }
  }

  /** What is answered passes untouched; a failure is one of a filter or of a servlet of ours. */
  private static void pass(ServletRequest asked, ServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) asked;
    HttpServletResponse response = (HttpServletResponse) answer;
    try {
      checkPath(request);
      chain.doFilter(request, response);
    } catch (RuntimeException e) {
      if (response.isCommitted()) {
        throw e;
      }
      if (ForeignErrorWriter.covers(request.getRequestURI())) {
        answerForeign(e, request, response);
      } else if (e instanceof OverloadException refusal) {
        OverloadAnswer.write(refusal, response);
      } else {
        answer(ProblemWriter.response(Failures.tell(e)), response);
      }
    }
  }

  static void answerForeign(
      RuntimeException failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (failure instanceof ProtocolException refused && refused.allow() != null) {
      response.setHeader(HttpHeaders.ALLOW, refused.allow());
    }
    ForeignErrorWriter.write(Failures.tellForeign(failure), request, response);
  }

  /**
   * JAX-RS drops parameters of path segments before it reads names, and the server a session's id
   * before anybody sees it: {@code a;b=c} would be the name {@code a}. Who sends them means
   * something by them, and nothing here does.
   */
  private static void checkPath(HttpServletRequest request) {
    if (request.getRequestURI().indexOf(';') >= 0 || request.isRequestedSessionIdFromURL()) {
      throw new ServingException(
          ServingException.Kind.INVALID_PARAMETER, "A path takes no parameters behind ';'");
    }
  }

  private static void answer(Response problem, HttpServletResponse response) throws IOException {
    byte[] body = (byte[]) problem.getEntity();
    response.setStatus(problem.getStatus());
    problem
        .getStringHeaders()
        .forEach((name, values) -> response.setHeader(name, String.join(",", values)));
    response.setContentType(ProblemWriter.MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
