package io.sluice.deployment;

import io.sluice.audit.AuditEntry;
import io.sluice.model.ChangeException;
import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.Requester;
import io.sluice.model.Role;
import io.sluice.model.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * How the audit log words a change.
 *
 * @param requester whose wish it was
 * @param action what was asked for: {@code version.push}
 * @param model whose it is
 * @param object what of it: {@code salary/3}, {@code salary/aliases/production}
 */
record AuditWords(Requester requester, String action, ModelName model, String object) {
  static AuditWords of(Requester requester, String action, ModelId id) {
    return new AuditWords(requester, action, id.name(), id.name() + "/" + id.version());
  }

  static AuditWords of(Requester requester, String action, ModelName model, String object) {
    return new AuditWords(requester, action, model, object);
  }

  /** The change happened. */
  AuditEntry done(@Nullable Digest before, @Nullable Digest after) {
    return entry(before, after, "ok", null);
  }

  /** The change happened, and there is more to say of it. */
  AuditEntry done(@Nullable Digest before, @Nullable Digest after, @Nullable String detail) {
    return entry(before, after, "ok", detail);
  }

  /** It was refused. */
  AuditEntry refused(ChangeException refusal, @Nullable Digest offered) {
    String why = refusal.reason() == null ? "" : refusal.reason() + ": ";
    return entry(null, offered, refusal.kind().wireName(), why + refusal.getMessage());
  }

  private AuditEntry entry(
      @Nullable Digest before, @Nullable Digest after, String outcome, @Nullable String detail) {
    return new AuditEntry(
        TimeSource.SYSTEM.now(),
        requester.caller().name(),
        Role.MODEL_ADMIN.wireName(),
        action,
        object,
        model,
        before,
        after,
        requester.requestId(),
        outcome,
        detail);
  }
}
