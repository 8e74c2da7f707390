package io.sluice.model;

import java.util.Objects;

/**
 * Whose wish a change is.
 *
 * @param caller who asked for it
 * @param requestId the request that he asked in, as logs have it; of the server's own doing what
 *     did it, such as {@code folder}
 */
public record Requester(Caller caller, String requestId) {
  /** The request's attribute that holds its id. */
  public static final String REQUEST_ID_ATTRIBUTE = "io.sluice.requestId";

  public Requester {
    Objects.requireNonNull(caller, "caller is null");
    Objects.requireNonNull(requestId, "requestId is null");
  }

  /** The server itself. */
  public static Requester ofServer(String what) {
    return new Requester(Caller.SYSTEM, what);
  }
}
