package io.sluice.deployment;

import io.sluice.model.Caller;
import io.sluice.model.Requester;
import jakarta.servlet.http.HttpServletRequest;

/** Reads from a request who sent it. */
public final class Requesters {
  private Requesters() {}

  /**
   * Who sent a request.
   *
   * @throws IllegalStateException if nobody has said who calls: then nothing may be changed
   */
  public static Requester of(HttpServletRequest request) {
    if (request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller
        && request.getAttribute(Requester.REQUEST_ID_ATTRIBUTE) instanceof String id) {
      return new Requester(caller, id);
    }
    throw new IllegalStateException("the request has no caller");
  }
}
