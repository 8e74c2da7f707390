package io.sluice.audit;

import io.sluice.audit.AuditVerification.Fault;
import io.sluice.audit.AuditVerification.Rule;
import io.sluice.database.Database;
import io.sluice.database.Sql;
import io.sluice.model.ModelName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audit: entries that are added and never changed. Each is chained to the one before it, and
 * the head holds the last one's number and hash, so that an entry that was altered, taken out, put
 * in, moved or cut off the end is found.
 */
public final class AuditLog {
  private static final int PAGE = 1000;

  private AuditLog() {}

  /**
   * Adds an entry within the transaction of the change that it tells of, so that there is neither
   * without the other. The head stays locked until that transaction ends: add the entry last.
   */
  public static AuditRow append(Connection connection, AuditEntry entry) throws SQLException {
    Head head =
        Sql.first(
                connection,
                "SELECT seq, hash FROM audit_head WHERE id = 1 FOR UPDATE",
                row -> new Head(row.getLong("seq"), row.getString("hash"), 0))
            .orElseThrow(() -> new SQLException("the head of the audit is gone"));
    AuditRow row = AuditRow.after(head.sequence(), head.hash(), entry);
    Sql.update(
        connection,
        "INSERT INTO audit_entry ("
            + AuditRow.COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.values());
    Sql.update(
        connection,
        "UPDATE audit_head SET seq = ?, hash = ? WHERE id = 1",
        row.sequence(),
        row.hash());
    return row;
  }

  /**
   * The number of the last entry, 0 if there is none. It rises with every change of anybody on this
   * database, so it tells at the price of one row whether there was any.
   */
  public static long last(Connection connection) throws SQLException {
    return Sql.first(
            connection, "SELECT seq FROM audit_head WHERE id = 1", row -> row.getLong("seq"))
        .orElse(0L);
  }

  /**
   * Entries behind a number, by rising number.
   *
   * @param after the number of the last one of the page before; 0 for the first page
   * @param limit how many at most
   */
  public static List<AuditRow> page(
      Connection connection, long after, int limit, AuditFilter filter) throws SQLException {
    StringBuilder query =
        new StringBuilder("SELECT " + AuditRow.COLUMNS + " FROM audit_entry WHERE seq > ?");
    List<Object> parameters = new ArrayList<>();
    parameters.add(after);
    if (!filter.models().isEmpty()) {
      List<String> models = filter.models().stream().map(ModelName::value).toList();
      query.append(" AND model IN (").append("?, ".repeat(models.size() - 1)).append("?)");
      parameters.addAll(models);
    }
    and(query, parameters, "actor", filter.actor());
    and(query, parameters, "action", filter.action());
    query.append(" ORDER BY seq FETCH FIRST ? ROWS ONLY");
    parameters.add(limit);
    return Sql.list(connection, query.toString(), AuditRow::read, parameters.toArray());
  }

  /**
   * Reads all entries through, page by page, each page in a transaction of its own: nobody who
   * writes waits, and entries that are added meanwhile are left out.
   */
  public static AuditVerification verify(Database database) {
    Head head = database.read(AuditLog::head);
    Fault fault = fault(database, head);
    return new AuditVerification(head.sequence(), head.hash(), fault);
  }

  private static @Nullable Fault fault(Database database, Head head) {
    long sequence = 0;
    String hash = ChainHash.NONE;
    while (sequence < head.sequence()) {
      long after = sequence;
      List<AuditRow> page =
          database.read(connection -> page(connection, after, PAGE, AuditFilter.ALL));
      if (page.isEmpty()) {
        return new Fault(sequence + 1, Rule.CUT_OFF);
      }
      for (AuditRow row : page) {
        if (row.sequence() > head.sequence()) {
          break;
        }
        Fault fault = fault(row, sequence, hash);
        if (fault != null) {
          return fault;
        }
        sequence = row.sequence();
        hash = row.hash();
      }
      if (sequence == after) {
        return new Fault(sequence + 1, Rule.CUT_OFF);
      }
    }
    if (!hash.equals(head.hash())) {
      return new Fault(sequence, Rule.REWRITTEN);
    }
    return head.highest() > head.sequence() ? new Fault(head.sequence() + 1, Rule.ADDED) : null;
  }

  /** What is wrong with an entry, or with the one before it, of this number and hash. */
  private static @Nullable Fault fault(AuditRow row, long before, String hash) {
    if (row.sequence() != before + 1) {
      return new Fault(before + 1, Rule.MISSING);
    }
    if (!ChainHash.of(row).equals(row.hash())) {
      return new Fault(row.sequence(), Rule.ALTERED);
    }
    return row.previousHash().equals(hash) ? null : new Fault(Math.max(before, 1), Rule.REWRITTEN);
  }

  private static Head head(Connection connection) throws SQLException {
    return Sql.first(
            connection,
            "SELECT seq, hash, (SELECT COALESCE(MAX(seq), 0) FROM audit_entry) AS highest"
                + " FROM audit_head WHERE id = 1",
            row -> new Head(row.getLong("seq"), row.getString("hash"), row.getLong("highest")))
        .orElse(new Head(0, ChainHash.NONE, Long.MAX_VALUE));
  }

  private static void and(
      StringBuilder query, List<Object> parameters, String column, @Nullable String value) {
    if (value != null) {
      query.append(" AND ").append(column).append(" = ?");
      parameters.add(value);
    }
  }

  /**
   * What the head says, and what the entries say.
   *
   * @param sequence of the last entry that was written
   * @param highest the highest number that an entry has
   */
  private record Head(long sequence, String hash, long highest) {}
}
