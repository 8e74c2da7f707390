package io.sluice.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.model.ModelName;
import io.sluice.model.Role;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys in the form of the contract's {@code Key}; never with a hash. */
final class KeyForm {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private KeyForm() {}

  /** A new key, with its text. */
  static byte[] made(KeyCabinet.Made made) {
    Map<String, Object> form = form(made.key());
    form.put("key", made.text().reveal());
    return bytes(form);
  }

  /** Keys, without their texts, which nobody has any more. */
  static byte[] list(List<ApiKey> keys) {
    return bytes(Map.of("keys", keys.stream().map(KeyForm::form).toList()));
  }

  /** An answer of these bytes; their number is said, for a HEAD is answered without them. */
  static Response ok(byte[] bytes) {
    return Response.ok(bytes).header(HttpHeaders.CONTENT_LENGTH, bytes.length).build();
  }

  private static Map<String, Object> form(ApiKey key) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("id", key.id());
    form.put("label", key.label());
    form.put("roles", key.roles().stream().map(Role::wireName).toList());
    if (!key.models().isEmpty()) {
      form.put("models", key.models().stream().map(ModelName::value).sorted().toList());
    }
    if (key.limitPerMinute() > 0) {
      form.put("limitPerMinute", key.limitPerMinute());
    }
    form.put("createdAt", key.createdAt().toString());
    form.put("createdBy", key.createdBy());
    return form;
  }

  private static byte[] bytes(Object form) {
    try {
      return MAPPER.writeValueAsBytes(form);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }
}
