package io.sluice.codec;

import io.sluice.model.Violation;
import java.util.List;

/**
 * A problem (RFC 9457) as a page shows it.
 *
 * @param title the kind of problem in words
 * @param status the HTTP status
 * @param detail what went wrong this time
 * @param requestId the request's id, for a question to the operator
 * @param violations those to list; may be empty
 * @param total how many there are, listed or not
 */
public record HtmlProblem(
    String title,
    int status,
    String detail,
    String requestId,
    List<Violation> violations,
    int total) {
  public HtmlProblem {
    violations = List.copyOf(violations);
  }
}
