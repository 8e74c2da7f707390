package io.sluice.rest;

import io.sluice.model.ChangeException;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.OverloadException;
import io.sluice.model.ServingException;
import io.sluice.model.Violation;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;

/**
 * An error as RFC 9457 has it.
 *
 * @param type the URI that names the kind
 * @param title the kind in words
 * @param status of the answer
 * @param reason why, in a word that a program can act on; empty if the kind says all
 * @param detail what went wrong this time, for the caller; nothing of the server's inside
 * @param requestId the id under which the log says more
 * @param retryAfterSeconds when another try may succeed, in whole seconds; 0 if that is not known
 * @param errors what is wrong, field by field; may be empty
 * @param errorCount how many were found, listed or not
 */
record Problem(
    String type,
    String title,
    int status,
    String reason,
    String detail,
    String requestId,
    int retryAfterSeconds,
    List<Violation> errors,
    int errorCount) {
  private static final String UNNAMED_TYPE = "about:blank";

  Problem {
    errors = List.copyOf(errors);
  }

  /** A problem of a kind, in the present request. */
  static Problem of(ProblemKind kind, String detail) {
    return new Problem(
        kind.type(), kind.title(), kind.status(), "", detail, RequestId.current(), 0, List.of(), 0);
  }

  /** What a failure of serving is to the caller. */
  static Problem of(ServingException failure) {
    ProblemKind kind = ProblemKind.of(failure.kind());
    Problem problem = of(kind, String.valueOf(failure.getMessage()));
    if (failure instanceof InvalidInstancesException invalid) {
      return problem.with(0, invalid.violations(), invalid.total());
    }
    return failure instanceof OverloadException overload
        ? problem.with(overload.retryAfterSeconds(), List.of(), 0)
        : problem;
  }

  /** What a refused change is to the caller. */
  static Problem of(ChangeException refusal) {
    ProblemKind kind = ProblemKind.of(refusal.kind());
    return new Problem(
        kind.type(),
        kind.title(),
        kind.status(),
        Objects.requireNonNullElse(refusal.reason(), ""),
        String.valueOf(refusal.getMessage()),
        RequestId.current(),
        0,
        refusal.differences(),
        refusal.differences().size());
  }

  /**
   * What a bare status is to the caller. One that the contract does not have, which only the server
   * itself can give, has the type {@code about:blank}, as RFC 9457 section 4.2.1 has it.
   */
  static Problem ofStatus(int status) {
    return ProblemKind.of(status)
        .map(kind -> of(kind, kind.detail()))
        .orElseGet(() -> unnamed(status));
  }

  private static Problem unnamed(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Status " + status : known.getReasonPhrase();
    return new Problem(
        UNNAMED_TYPE, title, status, "", title, RequestId.current(), 0, List.of(), 0);
  }

  /** The same in another request. */
  Problem withRequestId(String id) {
    return new Problem(
        type, title, status, reason, detail, id, retryAfterSeconds, errors, errorCount);
  }

  /** The same in other words. */
  Problem withDetail(String words) {
    return new Problem(
        type, title, status, reason, words, requestId, retryAfterSeconds, errors, errorCount);
  }

  /** The same under another status. */
  Problem withStatus(int other) {
    return new Problem(
        type, title, other, reason, detail, requestId, retryAfterSeconds, errors, errorCount);
  }

  private Problem with(int retry, List<Violation> violations, int total) {
    return new Problem(type, title, status, reason, detail, requestId, retry, violations, total);
  }
}
