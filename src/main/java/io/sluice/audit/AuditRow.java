package io.sluice.audit;

import io.sluice.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit as its row is, whoever wrote it: nothing of it is checked, or it could hide
 * that it was altered. The texts are those of {@link AuditEntry}.
 *
 * @param sequence its number, from 1 without gaps
 * @param previousHash the hash of the entry before it; {@link ChainHash#NONE} for the first
 * @param hash its own, over all that it says and the hash before: 64 hexadecimal digits
 */
public record AuditRow(
    long sequence,
    Instant at,
    String actor,
    @Nullable String role,
    String action,
    String object,
    @Nullable String model,
    @Nullable String oldDigest,
    @Nullable String newDigest,
    @Nullable String requestId,
    String outcome,
    @Nullable String detail,
    String previousHash,
    String hash) {
  /** The columns, in the order of the components. */
  static final String COLUMNS =
      "seq, at, actor, role, action, object, model, old_digest, new_digest, request_id, outcome,"
          + " detail, previous_hash, hash";

  /** An entry behind another one. */
  static AuditRow after(long sequence, String hash, AuditEntry entry) {
    AuditRow open =
        new AuditRow(
            sequence + 1,
            entry.at(),
            entry.actor(),
            entry.role(),
            entry.action(),
            entry.object(),
            textOrNull(entry.model()),
            textOrNull(entry.oldDigest()),
            textOrNull(entry.newDigest()),
            entry.requestId(),
            entry.outcome(),
            entry.detail(),
            hash,
            "");
    return open.withHash(ChainHash.of(open));
  }

  /** Reads the row that a cursor is at. */
  static AuditRow read(ResultSet row) throws SQLException {
    return new AuditRow(
        row.getLong("seq"),
        Sql.moment(row, "at"),
        row.getString("actor"),
        row.getString("role"),
        row.getString("action"),
        row.getString("object"),
        row.getString("model"),
        row.getString("old_digest"),
        row.getString("new_digest"),
        row.getString("request_id"),
        row.getString("outcome"),
        row.getString("detail"),
        row.getString("previous_hash"),
        row.getString("hash"));
  }

  /** The values of {@link #COLUMNS}. */
  @Nullable Object[] values() {
    return new @Nullable Object[] {
      sequence,
      at,
      actor,
      role,
      action,
      object,
      model,
      oldDigest,
      newDigest,
      requestId,
      outcome,
      detail,
      previousHash,
      hash
    };
  }

  private AuditRow withHash(String own) {
    return new AuditRow(
        sequence,
        at,
        actor,
        role,
        action,
        object,
        model,
        oldDigest,
        newDigest,
        requestId,
        outcome,
        detail,
        previousHash,
        own);
  }

  private static @Nullable String textOrNull(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
