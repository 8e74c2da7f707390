package io.sluice.security;

import io.sluice.audit.AuditEntry;
import io.sluice.model.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the audit says of keys: who made or ended which, and what it was good for. */
final class KeyAudit {
  private KeyAudit() {}

  /** A key was made. */
  static AuditEntry made(ApiKey key, Caller maker, @Nullable String requestId) {
    String models = ApiKeyStore.models(key.models());
    String detail =
        "label %s; roles %s; models %s; limit %s"
            .formatted(
                key.label(),
                ApiKeyStore.roles(key.roles()),
                models.isEmpty() ? "all" : models,
                key.limitPerMinute() == 0 ? "none" : key.limitPerMinute());
    return entry(key, maker, requestId, key.createdAt(), "key.create", detail);
  }

  /** A key was ended. */
  static AuditEntry ended(ApiKey key, Caller caller, @Nullable String requestId, Instant now) {
    return entry(key, caller, requestId, now, "key.revoke", "label " + key.label());
  }

  private static AuditEntry entry(
      ApiKey key,
      Caller caller,
      @Nullable String requestId,
      Instant at,
      String action,
      String detail) {
    return new AuditEntry(
        at,
        caller.name(),
        "model-admin",
        action,
        "keys/" + key.id(),
        null,
        null,
        null,
        requestId,
        "ok",
        detail);
  }
}
