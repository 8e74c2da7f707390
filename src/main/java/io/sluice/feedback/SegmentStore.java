package io.sluice.feedback;

import io.sluice.database.Sql;
import io.sluice.model.ModelName;
import io.sluice.model.PredictionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The segments of all models in the database. Every method works within a transaction. */
final class SegmentStore {
  private SegmentStore() {}

  /**
   * Adds a segment.
   *
   * @param predictions of one model, at least one
   */
  static void insert(Connection connection, ModelName model, List<LoggedPrediction> predictions)
      throws SQLException {
    long first = Long.MAX_VALUE;
    long last = 0;
    int instances = 0;
    for (LoggedPrediction one : predictions) {
      first = Math.min(first, one.millis());
      last = Math.max(last, one.millis());
      instances += one.rows();
    }
    Sql.update(
        connection,
        "INSERT INTO prediction_segment (model, first_millis, last_millis, predictions, instances,"
            + " content) VALUES (?, ?, ?, ?, ?, ?)",
        model.value(),
        first,
        last,
        predictions.size(),
        instances,
        Segment.write(predictions));
  }

  /** The prediction of an id, if it is still remembered. */
  static Optional<LoggedPrediction> find(Connection connection, PredictionId id)
      throws SQLException {
    long millis = id.value().getMostSignificantBits() >>> 16;
    List<List<LoggedPrediction>> segments =
        Sql.list(
            connection,
            "SELECT model, content FROM prediction_segment"
                + " WHERE first_millis <= ? AND last_millis >= ?",
            row -> Segment.read(new ModelName(row.getString("model")), row.getBytes("content")),
            millis,
            millis);
    return segments.stream().flatMap(List::stream).filter(one -> one.id().equals(id)).findFirst();
  }

  /**
   * Forgets predictions.
   *
   * @param before all that were given before, in milliseconds since 1970
   * @param most segments that are deleted at once, so that no transaction lasts long
   * @return how many segments were deleted; as many as {@code most} if there may be more
   */
  static int forget(Connection connection, ModelName model, long before, int most)
      throws SQLException {
    return Sql.update(
        connection,
        "DELETE FROM prediction_segment WHERE id IN (SELECT id FROM prediction_segment"
            + " WHERE model = ? AND last_millis < ? ORDER BY id FETCH FIRST "
            + most
            + " ROWS ONLY)",
        model.value(),
        before);
  }
}
