package io.sluice.rest;

import io.sluice.model.ServingException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;

/** Tells callers of failures that they may know. */
@Provider
public class ServingExceptionMapper implements ExceptionMapper<ServingException> {
  private static final System.Logger LOG = System.getLogger(ServingExceptionMapper.class.getName());

  @Override
  public Response toResponse(ServingException failure) {
    Problem problem = Problem.of(failure);
    if (failure.kind() == ServingException.Kind.PREDICTION_FAILED) {
      LOG.log(Level.ERROR, "request " + problem.requestId() + ": prediction failed", failure);
    }
    return ProblemWriter.response(problem);
  }
}
