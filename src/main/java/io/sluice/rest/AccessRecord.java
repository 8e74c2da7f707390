package io.sluice.rest;

import io.sluice.model.ModelId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is logged of one request, or of many refusals that are alike. Nothing of it is the caller's
 * text as it came: the id is checked, the method and the route are from closed sets, the model is
 * one that is there. So no request can forge a line, and no payload or query string can get into
 * the log.
 *
 * @param requestId as {@link RequestId} has it
 * @param method any; one that HTTP does not know becomes {@code OTHER}
 * @param route the path template; empty if the request matched none
 * @param id the version that was asked; null if none was reached
 * @param status of the answer, 100 to 599
 * @param durationMillis from the first filter to the last byte written, in milliseconds
 * @param bytes of the answer's body
 * @param alike how many requests it stands for; of more than one the id is that of any, the
 *     duration the mean, and the bytes the sum
 */
record AccessRecord(
    String requestId,
    String method,
    String route,
    @Nullable ModelId id,
    int status,
    double durationMillis,
    long bytes,
    long alike) {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

  AccessRecord {
    method = METHODS.contains(method) ? method : "OTHER";
    route = route.isEmpty() ? "unmatched" : route;
  }

  /** The line of one request. */
  AccessRecord(
      String requestId,
      String method,
      String route,
      @Nullable ModelId id,
      int status,
      double durationMillis,
      long bytes) {
    this(requestId, method, route, id, status, durationMillis, bytes, 1);
  }

  /** The members of a line in JSON. */
  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("requestId", requestId);
    members.put("method", method);
    members.put("route", route);
    if (id != null) {
      members.put("model", id.name().value());
      members.put("version", id.version().toString());
    }
    members.put("status", status);
    members.put("durationMillis", durationMillis);
    members.put("bytes", bytes);
    if (alike > 1) {
      members.put("alike", alike);
    }
    return members;
  }

  /** The line for people. */
  @Override
  public String toString() {
    return "%s %s %d %s ms %d bytes, %s, request %s%s"
        .formatted(
            method,
            route,
            status,
            durationMillis,
            bytes,
            id == null ? "no model" : "model " + id,
            requestId,
            alike > 1 ? " and others, " + alike + " alike" : "");
  }
}
