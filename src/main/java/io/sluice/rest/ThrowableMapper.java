package io.sluice.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** The last resort: what nobody foresaw goes to the log in full, and to the caller as an id. */
@Provider
public class ThrowableMapper implements ExceptionMapper<Throwable> {
  @Override
  public Response toResponse(Throwable failure) {
    return ProblemWriter.response(Failures.tell(failure));
  }
}
