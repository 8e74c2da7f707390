package io.sluice.traffic;

import io.sluice.database.Sql;
import io.sluice.model.ModelName;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The experiments of all models. Every method works within the caller's transaction. */
public final class ExperimentStore {
  private static final String SELECT =
      "SELECT e.id, e.model, e.state, e.definition, e.salt, e.revision, e.created_at,"
          + " e.created_by, e.ended_at, e.outcome FROM experiment e ";

  private ExperimentStore() {}

  /** The experiment of a model that runs. */
  public static Optional<StoredExperiment> running(Connection connection, ModelName model)
      throws SQLException {
    return Sql.first(
        connection,
        SELECT + "JOIN experiment_running r ON r.experiment_id = e.id WHERE r.model = ?",
        ExperimentStore::read,
        model.value());
  }

  /** Every experiment that runs. */
  public static List<StoredExperiment> running(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        SELECT + "JOIN experiment_running r ON r.experiment_id = e.id ORDER BY e.model",
        ExperimentStore::read);
  }

  /** The latest experiment of a model, whether it runs or not. */
  public static Optional<StoredExperiment> latest(Connection connection, ModelName model)
      throws SQLException {
    return Sql.first(
        connection,
        SELECT + "WHERE e.model = ? ORDER BY e.id DESC FETCH FIRST 1 ROWS ONLY",
        ExperimentStore::read,
        model.value());
  }

  /**
   * The experiments of a model, the latest first.
   *
   * @param before only those with a lower id; empty for all
   * @param most how many
   */
  public static List<StoredExperiment> page(
      Connection connection, ModelName model, OptionalLong before, int most) throws SQLException {
    return Sql.list(
        connection,
        SELECT
            + "WHERE e.model = ? AND e.id < ? ORDER BY e.id DESC FETCH FIRST "
            + most
            + " ROWS ONLY",
        ExperimentStore::read,
        model.value(),
        before.orElse(Long.MAX_VALUE));
  }

  /**
   * Adds an experiment that runs.
   *
   * @return its id
   * @throws SQLException among others, if another one of the model runs
   */
  public static long insert(
      Connection connection,
      ModelName model,
      ExperimentDefinition definition,
      String salt,
      Instant at,
      String by)
      throws SQLException {
    long id =
        Sql.insert(
            connection,
            "INSERT INTO experiment (model, state, definition, salt, revision, created_at,"
                + " created_by) VALUES (?, 'running', ?, ?, 1, ?, ?)",
            model.value(),
            text(definition),
            salt,
            at,
            by);
    Sql.update(
        connection,
        "INSERT INTO experiment_running (model, experiment_id) VALUES (?, ?)",
        model.value(),
        id);
    return id;
  }

  /**
   * Changes the definition of an experiment that runs.
   *
   * @param revision that the caller knows
   * @return whether it was still that revision, and still ran
   */
  public static boolean change(
      Connection connection, long id, int revision, ExperimentDefinition definition)
      throws SQLException {
    return Sql.update(
            connection,
            "UPDATE experiment SET definition = ?, revision = revision + 1"
                + " WHERE id = ? AND revision = ? AND state = 'running'",
            text(definition),
            id,
            revision)
        == 1;
  }

  /**
   * Ends an experiment.
   *
   * @return whether it still ran
   */
  public static boolean end(
      Connection connection, long id, ExperimentState state, String outcome, Instant at)
      throws SQLException {
    Sql.update(connection, "DELETE FROM experiment_running WHERE experiment_id = ?", id);
    return Sql.update(
            connection,
            "UPDATE experiment SET state = ?, outcome = ?, ended_at = ?"
                + " WHERE id = ? AND state = 'running'",
            state.wireName(),
            outcome,
            at,
            id)
        == 1;
  }

  private static String text(ExperimentDefinition definition) {
    return new String(DefinitionForm.bytes(definition), StandardCharsets.UTF_8);
  }

  private static StoredExperiment read(ResultSet row) throws SQLException {
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new StoredExperiment(
        row.getLong("id"),
        new ModelName(row.getString("model")),
        ExperimentState.of(row.getString("state")),
        DefinitionReader.read(row.getString("definition").getBytes(StandardCharsets.UTF_8)),
        row.getString("salt"),
        row.getInt("revision"),
        Sql.moment(row, "created_at"),
        row.getString("created_by"),
        ended == null ? null : ended.toInstant(),
        row.getString("outcome"));
  }
}
