package io.sluice.rest;

import io.sluice.model.ServingException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives the errors that JAX-RS itself finds (no such path, method or media type) the contract's
 * body. Their messages are the framework's and stay inside.
 */
@Provider
public class WebApplicationExceptionMapper implements ExceptionMapper<WebApplicationException> {
  private static final System.Logger LOG =
      System.getLogger(WebApplicationExceptionMapper.class.getName());

  @Override
  public Response toResponse(WebApplicationException failure) {
    if (failure.getCause() instanceof ServingException serving) {
      return ProblemWriter.response(Problem.of(serving));
    }
    Response given = failure.getResponse();
    int status = given.getStatus();
    if (status < Response.Status.BAD_REQUEST.getStatusCode()) {
      return given;
    }
    if (status == Response.Status.METHOD_NOT_ALLOWED.getStatusCode()) {
      return methodNotAllowed(given);
    }
    Problem problem = Problem.ofStatus(status);
    if (status >= Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
      LOG.log(Level.ERROR, "request " + problem.requestId() + " failed", failure);
    }
    return ProblemWriter.response(problem);
  }

  private static Response methodNotAllowed(Response given) {
    Set<String> methods = new TreeSet<>(given.getAllowedMethods());
    if (methods.contains(HttpMethod.GET)) {
      // JAX-RS answers it wherever it answers GET, and leaves it out here.
      methods.add(HttpMethod.HEAD);
    }
    String allowed = String.join(", ", methods);
    Problem problem =
        Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "This path takes only " + allowed + ".");
    return Response.fromResponse(ProblemWriter.response(problem))
        .header(HttpHeaders.ALLOW, allowed)
        .build();
  }
}
