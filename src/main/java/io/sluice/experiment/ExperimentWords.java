package io.sluice.experiment;

import io.sluice.audit.AuditEntry;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelName;
import io.sluice.model.Requester;
import io.sluice.model.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the audit log words a change of an experiment.
 *
 * @param requester whose wish it was
 * @param action what was asked for: {@code experiment.stop}
 * @param model whose it is
 * @param at when
 */
record ExperimentWords(Requester requester, String action, ModelName model, Instant at) {
  /**
   * The change happened.
   *
   * @param detail what there is to know of it
   */
  AuditEntry done(@Nullable String detail) {
    return entry("ok", detail);
  }

  /** It was refused. */
  AuditEntry refused(ChangeException refusal) {
    String why = refusal.reason() == null ? "" : refusal.reason() + ": ";
    return entry(refusal.kind().wireName(), why + refusal.getMessage());
  }

  private AuditEntry entry(String outcome, @Nullable String detail) {
    return new AuditEntry(
        at,
        requester.caller().name(),
        Role.MODEL_ADMIN.wireName(),
        action,
        model + "/experiment",
        model,
        null,
        null,
        requester.requestId(),
        outcome,
        detail);
  }
}
