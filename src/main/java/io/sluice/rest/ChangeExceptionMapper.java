package io.sluice.rest;

import io.sluice.model.ChangeException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;

/** Tells callers of changes that were refused. */
@Provider
public class ChangeExceptionMapper implements ExceptionMapper<ChangeException> {
  private static final System.Logger LOG = System.getLogger(ChangeExceptionMapper.class.getName());

  @Override
  public Response toResponse(ChangeException refusal) {
    Problem problem = Problem.of(refusal);
    if (refusal.getCause() != null) {
      LOG.log(
          Level.WARNING,
          "request " + problem.requestId() + ": " + problem.detail(),
          refusal.getCause());
    }
    return ProblemWriter.response(problem);
  }
}
