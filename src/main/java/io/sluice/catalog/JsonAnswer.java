package io.sluice.catalog;

import io.sluice.codec.JsonTree;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers of JSON. */
final class JsonAnswer {
  private JsonAnswer() {}

  /** The answer that holds a tree. */
  static Response ok(Object tree) {
    return ok(JsonTree.bytes(tree)).type(MediaType.APPLICATION_JSON_TYPE).build();
  }

  /** An answer of these bytes; their number is said, for a HEAD is answered without them. */
  static Response.ResponseBuilder ok(byte[] bytes) {
    return Response.ok(bytes).header(HttpHeaders.CONTENT_LENGTH, bytes.length);
  }
}
