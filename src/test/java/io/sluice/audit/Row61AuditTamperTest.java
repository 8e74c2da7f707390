package io.sluice.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.audit.AuditVerification.Fault;
import io.sluice.audit.AuditVerification.Rule;
import io.sluice.database.Database;
import io.sluice.database.Sql;
import io.sluice.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 61: whatever is done to the entries with SQL, the verifier points at the first of them. */
@ParameterizedClass
@EnumSource
final class Row61AuditTamperTest {
  private static final int ENTRIES = 30;
  private static final int ATTACKS = 100;
  private static final List<String> TEXTS =
      List.of(
          "actor",
          "role",
          "action",
          "object",
          "model",
          "old_digest",
          "new_digest",
          "request_id",
          "outcome",
          "detail",
          "previous_hash",
          "hash");
  private static final String REST =
      "at, actor, role, action, object, model, old_digest, new_digest, request_id, outcome,"
          + " detail, previous_hash, hash FROM audit_entry WHERE seq = ";

  private final TestDatabase kind;
  private final Database database;

  Row61AuditTamperTest(TestDatabase kind) {
    this.kind = kind;
    database = kind.open();
  }

  @BeforeEach
  void entries() {
    AuditFixture.append(database, 1, ENTRIES);
    // What somebody can do who owns the database.
    run("ALTER TABLE audit_entry DROP CONSTRAINT " + primaryKey());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void verify_attacked_pointsAtTheEntry() {
    List<String> missed = new ArrayList<>();
    Random random = new Random(61);
    for (int i = 0; i < ATTACKS; i++) {
      Attack attack = attack(i, 1 + random.nextInt(ENTRIES - 1), random);
      List<AuditRow> before = rows();
      attack.sql().forEach(this::run);
      Fault found = AuditLog.verify(database).fault();
      if (!attack.expected().equals(found)) {
        missed.add(attack + " was told as " + found);
      }
      restore(before);
    }

    System.out.printf(
        "row 61: %s: attacks told by their entry %d/%d%n", kind, ATTACKS - missed.size(), ATTACKS);
    assertThat(missed).isEmpty();
    assertThat(AuditLog.verify(database)).matches(AuditVerification::intact);
  }

  @Test
  void append_lineBreaksInEveryText_staysOneLine() {
    String forged = "a\r\n2026-11-24 key:root ok\u0085\u2028\u2029\0\033[2J\ud800\u202e";
    AuditEntry entry =
        new AuditEntry(
            Instant.EPOCH,
            forged,
            forged,
            forged,
            forged,
            null,
            null,
            null,
            forged,
            forged,
            forged.repeat(200));
    AuditRow row = database.transaction(connection -> AuditLog.append(connection, entry));

    List<AuditRow> read = database.read(c -> AuditLog.page(c, ENTRIES, 1, AuditFilter.ALL));
    assertThat(read).containsExactly(row);
    assertThat(row.actor())
        .isEqualTo(
            "a\\u000d\\u000a2026-11-24 key:root ok\\u0085\\u2028\\u2029\\u0000\\u001b[2J\\ud800"
                + "\\u202e");
    String all = row.toString();
    long forgedLines = all.lines().count() - 1;
    System.out.printf("row 61: %s: forged lines %d%n", kind, forgedLines);
    assertThat(forgedLines).isZero();
    assertThat(all.codePoints().anyMatch(Character::isISOControl)).isFalse();
    assertThat(Objects.requireNonNull(row.detail())).hasSizeLessThanOrEqualTo(2000);
    assertThat(AuditLog.verify(database)).matches(AuditVerification::intact);
  }

  /** Edits, deletions, insertions, swaps, cuts, additions and rewritten entries in turn. */
  private Attack attack(int i, int at, Random random) {
    String column = TEXTS.get(random.nextInt(TEXTS.size()));
    return switch (i % 8) {
      case 0, 1 ->
          Attack.by(
              at, Rule.ALTERED, "UPDATE audit_entry SET " + column + " = 'x' WHERE seq = " + at);
      case 2 -> Attack.by(at, Rule.MISSING, "DELETE FROM audit_entry WHERE seq = " + at);
      case 3 ->
          Attack.by(
              at + 1,
              Rule.ALTERED,
              "UPDATE audit_entry SET seq = seq + 1 WHERE seq > " + at,
              "INSERT INTO audit_entry SELECT seq + 1, " + REST + at);
      case 4 ->
          Attack.by(
              at,
              Rule.ALTERED,
              "UPDATE audit_entry SET seq = -1 WHERE seq = " + at,
              "UPDATE audit_entry SET seq = " + at + " WHERE seq = " + (at + 1),
              "UPDATE audit_entry SET seq = " + (at + 1) + " WHERE seq = -1");
      case 5 -> Attack.by(at + 1, Rule.CUT_OFF, "DELETE FROM audit_entry WHERE seq > " + at);
      case 6 ->
          Attack.by(
              ENTRIES + 1,
              Rule.ADDED,
              "INSERT INTO audit_entry SELECT " + (ENTRIES + 1) + ", " + REST + at);
      default -> rewritten(at);
    };
  }

  /** An edit by somebody who knows how entries are hashed, and hashes the edited one anew. */
  private Attack rewritten(int at) {
    AuditRow row = rows().get(at - 1);
    AuditEntry other =
        new AuditEntry(
            row.at(),
            "key:forged",
            null,
            row.action(),
            row.object(),
            null,
            null,
            null,
            null,
            row.outcome(),
            null);
    AuditRow forged = AuditRow.after(at - 1L, row.previousHash(), other);
    return Attack.by(
        at,
        Rule.REWRITTEN,
        "UPDATE audit_entry SET actor = 'key:forged', role = NULL, model = NULL, old_digest = NULL,"
            + " new_digest = NULL, request_id = NULL, detail = NULL, hash = '"
            + forged.hash()
            + "' WHERE seq = "
            + at);
  }

  private List<AuditRow> rows() {
    return database.read(connection -> AuditLog.page(connection, 0, 1000, AuditFilter.ALL));
  }

  private void restore(List<AuditRow> rows) {
    database.<Boolean>transaction(
        connection -> {
          Sql.update(connection, "DELETE FROM audit_entry");
          for (AuditRow row : rows) {
            insert(connection, row);
          }
          return true;
        });
  }

  private static void insert(Connection connection, AuditRow row) throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO audit_entry ("
            + AuditRow.COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.values());
  }

  private void run(String sql) {
    database.<Integer>transaction(connection -> Sql.update(connection, sql));
  }

  private String primaryKey() {
    return database.read(
        connection ->
            Sql.list(
                    connection,
                    "SELECT constraint_name FROM information_schema.table_constraints"
                        + " WHERE LOWER(table_name) = 'audit_entry'"
                        + " AND constraint_type = 'PRIMARY KEY'",
                    row -> row.getString("constraint_name"))
                .get(0));
  }

  /**
   * Something done to the entries.
   *
   * @param sql the statements that do it
   * @param expected how it must be told
   */
  private record Attack(List<String> sql, Fault expected) {
    Attack {
      sql = List.copyOf(sql);
    }

    static Attack by(int at, Rule rule, String... sql) {
      return new Attack(List.of(sql), new Fault(at, rule));
    }
  }
}
