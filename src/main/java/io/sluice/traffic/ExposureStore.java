package io.sluice.traffic;

import io.sluice.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the arms of experiments were asked. Every method works within the caller's transaction. */
public final class ExposureStore {
  private ExposureStore() {}

  /**
   * Adds to what an arm was asked, so that several servers can.
   *
   * @param more since it was added to last
   */
  public static void add(Connection connection, long experiment, String arm, ArmSnapshot more)
      throws SQLException {
    int known =
        Sql.update(
            connection,
            "UPDATE experiment_exposure SET requests = requests + ?, instances = instances + ?,"
                + " failures = failures + ?, fallbacks = fallbacks + ?"
                + " WHERE experiment_id = ? AND arm = ?",
            more.requests(),
            more.rows(),
            more.failures(),
            more.fallbacks(),
            experiment,
            arm);
    if (known == 0) {
      Sql.update(
          connection,
          "INSERT INTO experiment_exposure (requests, instances, failures, fallbacks,"
              + " experiment_id, arm) VALUES (?, ?, ?, ?, ?, ?)",
          more.requests(),
          more.rows(),
          more.failures(),
          more.fallbacks(),
          experiment,
          arm);
    }
  }

  /** What each arm was asked, as far as it was added up; arms that were not asked are left out. */
  public static Map<String, ArmSnapshot> read(Connection connection, long experiment)
      throws SQLException {
    Map<String, ArmSnapshot> arms = new HashMap<>();
    List<Map.Entry<String, ArmSnapshot>> rows =
        Sql.list(
            connection,
            "SELECT arm, requests, instances, failures, fallbacks FROM experiment_exposure"
                + " WHERE experiment_id = ?",
            row ->
                Map.entry(
                    row.getString("arm"),
                    ArmSnapshot.of(
                        row.getLong("requests"),
                        row.getLong("instances"),
                        row.getLong("failures"),
                        row.getLong("fallbacks"))),
            experiment);
    rows.forEach(row -> arms.put(row.getKey(), row.getValue()));
    return arms;
  }
}
