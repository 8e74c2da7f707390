package io.sluice.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.model.Violation;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Decides which errors take the form that the foreign protocols share, and writes them: {@code
 * {"error":"..."}} as {@code application/json} for whatever goes wrong under {@code /v1} and {@code
 * /v2}, here, in a filter or in the server itself. Beside {@code error} stand the members that a
 * problem of our own API has for programs: {@code requestId}, {@code errors}, {@code errorCount}.
 */
final class ForeignErrorWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private ForeignErrorWriter() {}

  /**
   * Whether a path is one of a foreign protocol.
   *
   * @param uri as it came, still encoded: what is written otherwise is not their path
   */
  static boolean covers(String uri) {
    return uri.length() >= 3
        && uri.charAt(0) == '/'
        && uri.charAt(1) == 'v'
        && (uri.charAt(2) == '1' || uri.charAt(2) == '2')
        && (uri.length() == 3 || uri.charAt(3) == '/');
  }

  /** Answers a request with an error. */
  static void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = bytes(problem);
    response.setStatus(problem.status());
    ProblemWriter.headers(problem).forEach(response::setHeader);
    response.setContentType(MediaType.APPLICATION_JSON);
    response.setContentLength(body.length);
    // Asked for also where nothing is written: without a stream the server adds a charset.
    ServletOutputStream out = response.getOutputStream();
    if (!request.getMethod().equals(HttpMethod.HEAD)) {
      out.write(body);
    }
  }

  /** The body that tells an error, UTF-8. */
  static byte[] bytes(Problem problem) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("error", sentence(problem));
      json.writeStringField("requestId", problem.requestId());
      ProblemWriter.writeErrors(json, problem);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /** Clients of these protocols show {@code error} alone, so it must say where the fault is. */
  private static String sentence(Problem problem) {
    if (problem.errors().isEmpty()) {
      return problem.detail();
    }
    Violation first = problem.errors().get(0);
    String where = first.pointer().isEmpty() ? "" : first.pointer() + ": ";
    return problem.errorCount() == 1
        ? where + first.detail()
        : "%s; the first: %s%s".formatted(problem.detail(), where, first.detail());
  }
}
