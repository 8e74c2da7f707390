package io.sluice.rest;

import io.sluice.model.OverloadException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers a refusal as {@link ServingExceptionMapper} does, at the price that a server can pay
 * which has too much to do: of the problem only the request's id is new.
 */
final class OverloadAnswer {
  /** There is one text for each model and kind of refusal; no more of them than there may be. */
  private static final int MOST_TEXTS = 1024;

  /** What follows the id. */
  private static final byte[] END = {'"', '}'};

  private static final Map<String, byte[]> BEGINNINGS = new ConcurrentHashMap<>();

  private OverloadAnswer() {}

  /** Writes the whole answer. */
  static void write(OverloadException refusal, HttpServletResponse response) throws IOException {
    byte[] body = body(refusal, RequestId.current());
    response.setStatus(ProblemKind.of(refusal.kind()).status());
    response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(refusal.retryAfterSeconds()));
    response.setContentType(ProblemWriter.MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /**
   * The problem as {@link ProblemWriter} has it.
   *
   * @param requestId of characters that need no escape
   */
  static byte[] body(OverloadException refusal, String requestId) {
    String detail = String.valueOf(refusal.getMessage());
    byte[] beginning = BEGINNINGS.get(detail);
    if (beginning == null) {
      beginning = beginning(refusal);
      if (BEGINNINGS.size() < MOST_TEXTS) {
        BEGINNINGS.put(detail, beginning);
      }
    }
    byte[] id = requestId.getBytes(StandardCharsets.ISO_8859_1);
    byte[] body = Arrays.copyOf(beginning, beginning.length + id.length + END.length);
    System.arraycopy(id, 0, body, beginning.length, id.length);
    System.arraycopy(END, 0, body, beginning.length + id.length, END.length);
    return body;
  }

  private static byte[] beginning(OverloadException refusal) {
    byte[] whole = ProblemWriter.bytes(Problem.of(refusal).withRequestId(""));
    return Arrays.copyOf(whole, whole.length - END.length);
  }
}
