package io.sluice.openinference;

import io.sluice.codec.AnswerBytes;
import io.sluice.codec.ContentCoding;
import io.sluice.codec.JsonTree;
import io.sluice.model.Caller;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Target;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/**
 * One request, and its answer.
 *
 * @param caller who asks
 * @param held what the path holds at the braces of the route
 */
record Call(
    HttpServletRequest request,
    HttpServletResponse response,
    Caller caller,
    Map<String, String> held) {
  static final String JSON = "application/json";

  /** Packing less costs more than it saves: it is one packet in any case. */
  private static final int WORTH_PACKING = 1024;

  /**
   * The model in the path.
   *
   * @throws ServingException if it is not there, or the caller may not know of it
   */
  ModelName model() {
    String name = Objects.requireNonNull(held.get("model"), "the route has no model");
    try {
      ModelName model = new ModelName(name);
      if (!caller.mayUse(model)) {
        throw ServingException.unknown(model);
      }
      return model;
    } catch (IllegalArgumentException e) {
      throw new ServingException(Kind.MODEL_NOT_FOUND, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Whom the path asks: one version, or the live one where it names none.
   *
   * @throws ServingException if there can be no such model or version
   */
  Target target() {
    ModelName model = model();
    String version = held.get("version");
    if (version == null) {
      return new Target.Live(model);
    }
    try {
      return new Target.Pinned(new ModelId(model, ModelVersion.parse(version)));
    } catch (IllegalArgumentException e) {
      throw new ServingException(Kind.VERSION_NOT_FOUND, String.valueOf(e.getMessage()));
    }
  }

  /** Answers 200 with a document of plain values. */
  void json(Object document) throws IOException {
    try (AnswerBytes bytes = new AnswerBytes()) {
      bytes.write(JsonTree.bytes(document));
      send(bytes, JSON);
    }
  }

  /** Answers 200 with nothing. */
  void empty() {
    response.setContentLength(0);
  }

  /** Answers 200 with these bytes, packed if the caller wants that and it is worth it. */
  void send(AnswerBytes bytes, String type) throws IOException {
    ContentCoding coding =
        bytes.size() > WORTH_PACKING
            ? ContentCoding.wanted(request.getHeader("Accept-Encoding"))
            : ContentCoding.IDENTITY;
    response.setHeader("Vary", "Accept-Encoding");
    response.setContentType(type);
    if (coding == ContentCoding.IDENTITY) {
      write(bytes);
      return;
    }
    response.setHeader("Content-Encoding", coding.wireName());
    try (AnswerBytes packed = coding.pack(bytes)) {
      write(packed);
    }
  }

  private void write(AnswerBytes bytes) throws IOException {
    response.setContentLength(bytes.size());
    if (!request.getMethod().equals("HEAD")) {
      bytes.writeTo(response.getOutputStream());
    }
  }
}
