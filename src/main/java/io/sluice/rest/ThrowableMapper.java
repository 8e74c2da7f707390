package io.sluice.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;

/** The last resort: what nobody foresaw goes to the log in full, and to the caller as an id. */
@Provider
public class ThrowableMapper implements ExceptionMapper<Throwable> {
  private static final System.Logger LOG = System.getLogger(ThrowableMapper.class.getName());

  @Override
  public Response toResponse(Throwable failure) {
    Problem problem = Problem.of(ProblemKind.INTERNAL_ERROR, ProblemKind.INTERNAL_ERROR.detail());
    LOG.log(Level.ERROR, "request " + problem.requestId() + " failed", failure);
    return ProblemWriter.response(problem);
  }
}
