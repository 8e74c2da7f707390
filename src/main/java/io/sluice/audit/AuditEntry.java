package io.sluice.audit;

import io.sluice.database.Sql;
import io.sluice.model.Digest;
import io.sluice.model.ModelName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did. Texts are kept on one line: what would break it is written as an escape, and
 * what is too long is cut.
 *
 * @param at when; cut to microseconds
 * @param actor the name of the caller
 * @param role what entitled him; null if nothing did
 * @param action what he did, in lower case: {@code version.push}
 * @param object what he did it to: {@code models/salary/versions/3}
 * @param model the model in question; null if none is
 * @param oldDigest of what was there before; null if nothing was
 * @param newDigest of what is there since; null if nothing is
 * @param requestId of his request; null if it was none
 * @param outcome {@code ok}, or the kind of the refusal
 * @param detail what else there is to know; null if nothing is
 */
public record AuditEntry(
    Instant at,
    String actor,
    @Nullable String role,
    String action,
    String object,
    @Nullable ModelName model,
    @Nullable Digest oldDigest,
    @Nullable Digest newDigest,
    @Nullable String requestId,
    String outcome,
    @Nullable String detail) {
  // As long as their columns.
  private static final int NAME = 255;
  private static final int ROLE = 32;
  private static final int WORD = 64;
  private static final int REQUEST_ID = 128;
  private static final int DETAIL = 2000;

  public AuditEntry {
    at = Sql.stored(at);
    actor = OneLine.of(actor, NAME);
    role = OneLine.ofNullable(role, ROLE);
    action = OneLine.of(action, WORD);
    object = OneLine.of(object, NAME);
    requestId = OneLine.ofNullable(requestId, REQUEST_ID);
    outcome = OneLine.of(outcome, WORD);
    detail = OneLine.ofNullable(detail, DETAIL);
  }
}
