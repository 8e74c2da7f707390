package io.sluice.feedback;

import io.sluice.database.Sql;
import io.sluice.model.ModelId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many predictions were remembered, by minute: what outcomes are a share of, without reading
 * segments. Every method works within a transaction.
 */
final class PredictionCounts {
  private static final long MILLIS_OF_MINUTE = 60_000;

  private PredictionCounts() {}

  /**
   * What is counted together.
   *
   * @param arm empty outside of experiments
   * @param minute since 1970
   */
  private record Key(ModelId version, long experiment, String arm, long minute) {}

  /** Always in the same order, so that two servers never wait for each other. */
  private static final Comparator<Key> ORDER =
      Comparator.comparing((Key key) -> key.version().toString())
          .thenComparing(Key::minute)
          .thenComparing(Key::experiment)
          .thenComparing(Key::arm);

  /** Counts predictions that are added to the segments in the same transaction. */
  static void add(Connection connection, List<LoggedPrediction> predictions) throws SQLException {
    SortedMap<Key, long[]> counts = new TreeMap<>(ORDER);
    for (LoggedPrediction one : predictions) {
      String arm = one.arm() == null ? "" : one.arm();
      Key key = new Key(one.version(), one.experiment(), arm, one.millis() / MILLIS_OF_MINUTE);
      long[] count = counts.computeIfAbsent(key, none -> new long[2]);
      count[0]++;
      count[1] += one.rows();
    }
    for (Map.Entry<Key, long[]> one : counts.entrySet()) {
      add(connection, one.getKey(), one.getValue()[0], one.getValue()[1]);
    }
  }

  private static void add(Connection connection, Key key, long predictions, long instances)
      throws SQLException {
    Object[] parameters = {
      predictions,
      instances,
      key.version().name().value(),
      key.version().version().number(),
      key.minute(),
      key.experiment(),
      key.arm()
    };
    int known =
        Sql.update(
            connection,
            "UPDATE prediction_count SET predictions = predictions + ?, instances = instances + ?"
                + " WHERE model = ? AND version = ? AND at_minute = ? AND experiment_id = ?"
                + " AND arm = ?",
            parameters);
    if (known == 0) {
      // Another server may do the same at this moment: then the transaction is made again.
      Sql.update(
          connection,
          "INSERT INTO prediction_count (predictions, instances, model, version, at_minute,"
              + " experiment_id, arm) VALUES (?, ?, ?, ?, ?, ?, ?)",
          parameters);
    }
  }

  /**
   * Instances that were predicted by a version, by arm.
   *
   * @param sinceMillis since 1970; what was predicted in the same minute counts too
   * @return the arm is empty outside of experiments
   */
  static Map<String, Long> ofVersion(Connection connection, ModelId version, long sinceMillis)
      throws SQLException {
    return byArm(
        connection,
        "SELECT arm, SUM(instances) AS n FROM prediction_count"
            + " WHERE model = ? AND version = ? AND at_minute >= ? GROUP BY arm",
        version.name().value(),
        version.version().number(),
        Math.floorDiv(sinceMillis, MILLIS_OF_MINUTE));
  }

  /** Instances that were predicted for an experiment, by arm. */
  static Map<String, Long> ofExperiment(Connection connection, long experiment)
      throws SQLException {
    return byArm(
        connection,
        "SELECT arm, SUM(instances) AS n FROM prediction_count"
            + " WHERE experiment_id = ? GROUP BY arm",
        experiment);
  }

  private static Map<String, Long> byArm(Connection connection, String query, Object... parameters)
      throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    Sql.each(
        connection, query, row -> counts.put(row.getString("arm"), row.getLong("n")), parameters);
    return counts;
  }

  /** Forgets the counts of all models before a moment, in milliseconds since 1970. */
  static int forget(Connection connection, long before) throws SQLException {
    return Sql.update(
        connection,
        "DELETE FROM prediction_count WHERE at_minute < ?",
        Math.floorDiv(before, MILLIS_OF_MINUTE));
  }
}
