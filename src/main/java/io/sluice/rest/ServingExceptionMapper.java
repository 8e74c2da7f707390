package io.sluice.rest;

import io.sluice.model.ServingException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Tells callers of failures that they may know. */
@Provider
public class ServingExceptionMapper implements ExceptionMapper<ServingException> {
  @Override
  public Response toResponse(ServingException failure) {
    return ProblemWriter.response(Failures.tell(failure));
  }
}
