package io.sluice.evaluation;

import io.sluice.database.Sql;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The evaluations of all versions. Every method works within the caller's transaction. */
public final class EvaluationStore {
  private static final String ALL =
      "id, model, version, second_version, state, data_digest, data_bytes, data_rows, created_at,"
          + " created_by, ended_at, failure, ";
  private static final int PAGE = 100;

  private EvaluationStore() {}

  /**
   * Adds an evaluation that runs from now on.
   *
   * @return its id
   */
  static long insert(Connection connection, EvaluationOrder order, Instant at) throws SQLException {
    return Sql.insert(
        connection,
        "INSERT INTO evaluation (model, version, second_version, state, data_digest, data_bytes,"
            + " data_rows, created_at, created_by) VALUES (?, ?, ?, 'running', ?, ?, 0, ?, ?)",
        order.version().name().value(),
        order.version().version().number(),
        order.second() == null ? null : order.second().number(),
        order.table().digest().value(),
        order.table().bytes(),
        at,
        order.by());
  }

  /** Writes how an evaluation ended. */
  static void end(
      Connection connection,
      long id,
      EvaluationState state,
      long rows,
      @Nullable String failure,
      @Nullable String report,
      Instant at)
      throws SQLException {
    Sql.update(
        connection,
        "UPDATE evaluation SET state = ?, data_rows = ?, failure = ?, report = ?, ended_at = ?"
            + " WHERE id = ? AND state = 'running'",
        state.wireName(),
        rows,
        failure,
        report,
        at,
        id);
  }

  /** Ends what an earlier run of the only server left behind. */
  static int cancelAll(Connection connection, Instant at) throws SQLException {
    return Sql.update(
        connection,
        "UPDATE evaluation SET state = 'cancelled', ended_at = ? WHERE state = 'running'",
        at);
  }

  /** One evaluation of a model, with its report. */
  public static Optional<StoredEvaluation> find(Connection connection, ModelName model, long id)
      throws SQLException {
    return Sql.first(
        connection,
        "SELECT " + ALL + "report FROM evaluation WHERE model = ? AND id = ?",
        EvaluationStore::read,
        model.value(),
        id);
  }

  /** The latest evaluations of a version, the newest first, without their reports. */
  public static List<StoredEvaluation> list(Connection connection, ModelId version)
      throws SQLException {
    return Sql.list(
        connection,
        "SELECT "
            + ALL
            + "NULL AS report FROM evaluation WHERE model = ? AND version = ? ORDER BY id DESC"
            + " FETCH FIRST "
            + PAGE
            + " ROWS ONLY",
        EvaluationStore::read,
        version.name().value(),
        version.version().number());
  }

  private static StoredEvaluation read(ResultSet row) throws SQLException {
    int second = row.getInt("second_version");
    boolean alone = row.wasNull();
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new StoredEvaluation(
        row.getLong("id"),
        new ModelId(new ModelName(row.getString("model")), new ModelVersion(row.getInt("version"))),
        alone ? null : new ModelVersion(second),
        EvaluationState.of(row.getString("state")),
        row.getString("data_digest"),
        row.getLong("data_bytes"),
        row.getLong("data_rows"),
        Sql.moment(row, "created_at"),
        row.getString("created_by"),
        ended == null ? null : ended.toInstant(),
        row.getString("failure"),
        row.getString("report"));
  }
}
