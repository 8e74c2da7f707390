package io.sluice.security;

import static io.sluice.codec.JsonTree.object;

import io.sluice.codec.JsonTree;
import io.sluice.model.ModelName;
import io.sluice.model.Role;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys in the form of the contract's {@code Key}; never with a hash. */
final class KeyForm {
  private KeyForm() {}

  /** A new key, with its text. */
  static byte[] made(KeyCabinet.Made made) {
    return JsonTree.bytes(form(made.key(), made.text().reveal()));
  }

  /** Keys, without their texts, which nobody has any more. */
  static byte[] list(List<ApiKey> keys) {
    return JsonTree.bytes(Map.of("keys", keys.stream().map(KeyForm::form).toList()));
  }

  /** An answer of these bytes; their number is said, for a HEAD is answered without them. */
  static Response ok(byte[] bytes) {
    return Response.ok(bytes).header(HttpHeaders.CONTENT_LENGTH, bytes.length).build();
  }

  private static Map<String, Object> form(ApiKey key) {
    return form(key, null);
  }

  private static Map<String, Object> form(ApiKey key, @Nullable String text) {
    return object(
        "id", key.id(),
        "label", key.label(),
        "roles", key.roles().stream().map(Role::wireName).toList(),
        "models",
            key.models().isEmpty()
                ? null
                : key.models().stream().map(ModelName::value).sorted().toList(),
        "limitPerMinute", key.limitPerMinute() > 0 ? key.limitPerMinute() : null,
        "createdAt", key.createdAt().toString(),
        "createdBy", key.createdBy(),
        "key", text);
  }
}
