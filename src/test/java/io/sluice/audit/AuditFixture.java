package io.sluice.audit;

import io.sluice.database.Database;
import io.sluice.model.Digest;
import io.sluice.model.ModelName;
import java.time.Instant;

/** Entries for the tests of the audit. */
final class AuditFixture {
  private AuditFixture() {}

  /** One of a series in which every optional text is there now and then. */
  static AuditEntry entry(int number) {
    return new AuditEntry(
        Instant.parse("2026-11-24T12:00:00.123456789Z").plusSeconds(number),
        number % 2 == 0 ? "key:even" : "jwt:odd",
        number % 5 == 0 ? null : "model-admin",
        number % 3 == 0 ? "alias.set" : "version.push",
        "models/salary/versions/" + number,
        number % 4 == 0 ? null : new ModelName(number % 3 == 0 ? "iris" : "salary"),
        number % 7 == 0 ? null : new Digest("sha256:%064x".formatted(number)),
        new Digest("sha256:%064x".formatted(number + 1)),
        number % 6 == 0 ? null : "r-" + number,
        "ok",
        number % 2 == 0 ? null : "d\u00e9tail \u4e2d " + number);
  }

  /** Adds the entries of these numbers, each in a transaction of its own. */
  static void append(Database database, int from, int to) {
    for (int number = from; number <= to; number++) {
      AuditEntry entry = entry(number);
      database.transaction(connection -> AuditLog.append(connection, entry));
    }
  }
}
