package io.sluice.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.model.Violation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes problems as {@code application/problem+json} (RFC 9457, section 3). */
final class ProblemWriter {
  /** The media type of a problem, whatever the caller would accept. */
  static final String MEDIA_TYPE = "application/problem+json";

  private static final int RETRY_AFTER_SECONDS = 1;

  /**
   * What a 401 asks for (RFC 9110, section 11.6.1); the header of keys has no scheme of its own.
   */
  private static final String CHALLENGE = "Bearer realm=\"sluice\"";

  private static final JsonFactory JSON = new JsonFactory();

  private ProblemWriter() {}

  /** The answer that tells a problem. */
  static Response response(Problem problem) {
    Response.ResponseBuilder answer =
        Response.status(problem.status()).type(MEDIA_TYPE).entity(bytes(problem));
    headers(problem).forEach(answer::header);
    return answer.build();
  }

  /** The headers that a status asks for, in whatever form the problem is told. */
  static Map<String, String> headers(Problem problem) {
    int status = problem.status();
    if (status == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()
        || status == Response.Status.TOO_MANY_REQUESTS.getStatusCode()) {
      int seconds = Math.max(RETRY_AFTER_SECONDS, problem.retryAfterSeconds());
      return Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
    }
    return status == Response.Status.UNAUTHORIZED.getStatusCode()
        ? Map.of(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
        : Map.of();
  }

  /** The body that tells a problem, UTF-8. */
  static byte[] bytes(Problem problem) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      write(json, problem);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Problem problem) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", problem.type());
    json.writeStringField("title", problem.title());
    json.writeNumberField("status", problem.status());
    if (!problem.reason().isEmpty()) {
      json.writeStringField("reason", problem.reason());
    }
    json.writeStringField("detail", problem.detail());
    json.writeStringField("requestId", problem.requestId());
    writeErrors(json, problem);
    json.writeEndObject();
  }

  /** Writes the members that tell what is wrong field by field, if anything is. */
  static void writeErrors(JsonGenerator json, Problem problem) throws IOException {
    if (problem.errors().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("errors");
    for (Violation error : problem.errors()) {
      write(json, error);
    }
    json.writeEndArray();
    json.writeNumberField("errorCount", problem.errorCount());
  }

  private static void write(JsonGenerator json, Violation error) throws IOException {
    json.writeStartObject();
    json.writeStringField("pointer", error.pointer());
    json.writeStringField("rule", error.rule().wireName());
    json.writeStringField("detail", error.detail());
    writeAllowed(json, error.allowed());
    json.writeEndObject();
  }

  private static void writeAllowed(JsonGenerator json, @Nullable Object allowed)
      throws IOException {
    if (allowed instanceof Violation.Range range) {
      json.writeObjectFieldStart("allowed");
      writeBound(json, "minimum", range.minimum());
      writeBound(json, "maximum", range.maximum());
      json.writeEndObject();
    } else if (allowed instanceof List<?> words) {
      json.writeArrayFieldStart("allowed");
      for (Object word : words) {
        json.writeString(String.valueOf(word));
      }
      json.writeEndArray();
    } else if (allowed != null) {
      json.writeStringField("allowed", allowed.toString());
    }
  }

  /** A bound; whole ones without a fraction, for that is how descriptors give them. */
  private static void writeBound(JsonGenerator json, String name, double bound) throws IOException {
    if (!Double.isFinite(bound)) {
      return;
    }
    if (bound == Math.rint(bound) && Math.abs(bound) < 1L << 53) {
      json.writeNumberField(name, (long) bound);
    } else {
      json.writeNumberField(name, bound);
    }
  }
}
