package io.sluice.repository;

import io.sluice.database.Sql;
import io.sluice.model.ArtifactFormat;
import io.sluice.model.Digest;
import io.sluice.model.GateVerdict;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Versions as rows of their table; what may become of them {@link VersionCatalogue} knows. */
final class VersionRows {
  private static final String SELECT =
      "SELECT model, number, source_digest, source_bytes, stored_digest, stored_bytes, format,"
          + " descriptor, state, pushed_at, pushed_by, gate FROM model_version ";

  private VersionRows() {}

  /** The row of a version, that of a deleted one too. */
  static Optional<CommittedVersion> find(Connection connection, ModelId id) throws SQLException {
    return Sql.first(
        connection,
        SELECT + "WHERE model = ? AND number = ?",
        VersionRows::version,
        id.name().value(),
        id.version().number());
  }

  /**
   * Rows in an order.
   *
   * @param which conditions and order, in SQL
   * @param values of the conditions' parameters
   */
  static List<CommittedVersion> list(Connection connection, String which, Object... values)
      throws SQLException {
    return Sql.list(connection, SELECT + which, VersionRows::version, values);
  }

  /** Adds a row; its number must be free. */
  static void add(Connection connection, CommittedVersion version) throws SQLException {
    GateVerdict gate = version.gate();
    GateVerdict.DataSet dataset = gate == null ? null : gate.dataset();
    Sql.update(
        connection,
        "INSERT INTO model_version (model, number, source_digest, source_bytes, stored_digest,"
            + " stored_bytes, format, descriptor, state, pushed_at, pushed_by, gate, gate_dataset)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        version.id().name().value(),
        version.id().version().number(),
        version.source().value(),
        version.sourceBytes(),
        version.stored().value(),
        version.storedBytes(),
        version.format().wireName(),
        version.descriptor(),
        version.state().wireName(),
        version.pushedAt(),
        version.pushedBy(),
        gate == null ? null : GateDocument.write(gate),
        dataset == null || !dataset.kept() ? null : dataset.digest().value());
  }

  /** Says what became of a version. */
  static void setState(Connection connection, ModelId id, CommitState state) throws SQLException {
    Sql.update(
        connection,
        "UPDATE model_version SET state = ? WHERE model = ? AND number = ?",
        state.wireName(),
        id.name().value(),
        id.version().number());
  }

  private static CommittedVersion version(ResultSet row) throws SQLException {
    return new CommittedVersion(
        new ModelId(new ModelName(row.getString("model")), new ModelVersion(row.getInt("number"))),
        new Digest(row.getString("source_digest")),
        row.getLong("source_bytes"),
        new Digest(row.getString("stored_digest")),
        row.getLong("stored_bytes"),
        ArtifactFormat.of(row.getString("format")),
        row.getString("descriptor"),
        CommitState.of(row.getString("state")),
        Sql.moment(row, "pushed_at"),
        row.getString("pushed_by"),
        gate(row.getString("gate")));
  }

  private static @Nullable GateVerdict gate(@Nullable String document) {
    return document == null ? null : GateDocument.read(document);
  }
}
