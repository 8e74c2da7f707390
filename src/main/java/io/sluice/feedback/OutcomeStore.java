package io.sluice.feedback;

import io.sluice.database.Sql;
import io.sluice.model.PredictionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Outcomes in the database. Every method works within a transaction. */
final class OutcomeStore {
  private static final int LONGEST_NAME = 255;
  private static final String INSERT =
      "INSERT INTO feedback (label, class_index, quantity, given_at, given_by, model, version, arm,"
          + " experiment_id, unit, output, predicted_at, prediction_id, instance)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE feedback SET label = ?, class_index = ?, quantity = ?, given_at = ?, given_by = ?"
          + " WHERE prediction_id = ? AND instance = ?";

  private OutcomeStore() {}

  /** Names an instance. */
  record InstanceKey(UUID prediction, int row) {
    static InstanceKey of(KnownOutcome outcome) {
      return new InstanceKey(outcome.prediction().id().value(), outcome.row());
    }
  }

  /** What was told of an instance: one of the two. */
  record Truth(@Nullable String label, @Nullable Double quantity) {
    static Truth of(KnownOutcome outcome) {
      return new Truth(outcome.label(), outcome.quantity());
    }
  }

  /**
   * Who tells, and when.
   *
   * @param name cut off at 255 characters where it is kept
   */
  record Teller(String name, Instant at) {}

  /** What was told already of any instance of some predictions. */
  static Map<InstanceKey, Truth> find(Connection connection, Set<PredictionId> ids)
      throws SQLException {
    Map<InstanceKey, Truth> known = new HashMap<>();
    if (ids.isEmpty()) {
      return known;
    }
    Sql.each(
        connection,
        "SELECT prediction_id, instance, label, quantity FROM feedback WHERE prediction_id IN ("
            + String.join(", ", Collections.nCopies(ids.size(), "?"))
            + ")",
        row -> {
          double quantity = row.getDouble("quantity");
          boolean none = row.wasNull();
          known.put(
              new InstanceKey(row.getObject("prediction_id", UUID.class), row.getInt("instance")),
              new Truth(row.getString("label"), none ? null : (Double) quantity));
        },
        ids.stream().map(PredictionId::value).toArray());
    return known;
  }

  /**
   * Writes outcomes of instances that had none.
   *
   * @throws SQLException with the state of a conflict too, if one was written meanwhile
   */
  static void insert(Connection connection, Collection<KnownOutcome> outcomes, Teller teller)
      throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (KnownOutcome outcome : outcomes) {
      LoggedPrediction prediction = outcome.prediction();
      List<@Nullable Object> row = told(outcome, teller);
      row.addAll(
          Arrays.asList(
              prediction.version().name().value(),
              prediction.version().version().number(),
              prediction.arm(),
              prediction.experiment(),
              outcome.unit(),
              Floats.bytes(outcome.output()),
              Instant.ofEpochMilli(prediction.millis()),
              prediction.id().value(),
              outcome.row()));
      rows.add(row);
    }
    Sql.updateEach(connection, INSERT, rows);
  }

  /** Writes other outcomes of instances that have one. */
  static void replace(Connection connection, Collection<KnownOutcome> outcomes, Teller teller)
      throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (KnownOutcome outcome : outcomes) {
      List<@Nullable Object> row = told(outcome, teller);
      row.add(outcome.prediction().id().value());
      row.add(outcome.row());
      rows.add(row);
    }
    Sql.updateEach(connection, UPDATE, rows);
  }

  private static List<@Nullable Object> told(KnownOutcome outcome, Teller teller) {
    String name = teller.name();
    List<@Nullable Object> row = new ArrayList<>();
    row.add(outcome.label());
    row.add(outcome.classIndex());
    row.add(outcome.quantity());
    row.add(teller.at());
    row.add(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
    return row;
  }

  /**
   * Forgets outcomes.
   *
   * @param before of all predictions that were given before, in milliseconds since 1970
   * @param most predictions whose outcomes are deleted at once
   * @return how many outcomes were deleted
   */
  static int forget(Connection connection, long before, int most) throws SQLException {
    return Sql.update(
        connection,
        // Ids made later sort later.
        "DELETE FROM feedback WHERE prediction_id IN (SELECT prediction_id FROM feedback"
            + " WHERE prediction_id < ? ORDER BY prediction_id FETCH FIRST "
            + most
            + " ROWS ONLY)",
        new UUID(before << 16, 0));
  }
}
