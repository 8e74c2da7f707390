package io.sluice.rest;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * The error page of the whole application: a problem, where the server would show a page of its
 * own. It also answers every path that nothing else answers, whatever the method.
 */
public class ProblemServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final System.Logger LOG = System.getLogger(ProblemServlet.class.getName());

  /** Answers whatever method the failed request had. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Problem problem = Problem.ofStatus(status(request));
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
      LOG.log(Level.ERROR, "request " + problem.requestId() + " failed", failure);
    }
    if (ForeignErrorWriter.covers(path(request))) {
      ForeignErrorWriter.write(problem, request, response);
      return;
    }
    byte[] body = ProblemWriter.bytes(problem);
    response.setStatus(problem.status());
    response.setContentType(ProblemWriter.MEDIA_TYPE);
    response.setContentLength(body.length);
    // Asked for also where nothing is written: without a stream the server adds a charset.
    ServletOutputStream out = response.getOutputStream();
    if (!request.getMethod().equals(HttpMethod.HEAD)) {
      out.write(body);
    }
  }

  /** The path that was asked for; on the way to the error page it is in an attribute. */
  private static String path(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
        ? asked
        : request.getRequestURI();
  }

  private static int status(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    return status instanceof Integer code && code >= HttpServletResponse.SC_BAD_REQUEST
        ? code
        : HttpServletResponse.SC_NOT_FOUND;
  }
}
