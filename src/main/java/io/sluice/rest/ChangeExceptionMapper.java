package io.sluice.rest;

import io.sluice.model.ChangeException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Tells callers of changes that were refused. */
@Provider
public class ChangeExceptionMapper implements ExceptionMapper<ChangeException> {
  @Override
  public Response toResponse(ChangeException refusal) {
    return ProblemWriter.response(Failures.tell(refusal));
  }
}
