package io.sluice.feedback;

import io.sluice.database.Sql;
import io.sluice.model.ModelName;
import io.sluice.model.PredictionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The segments of all models in the database. Every method works within a transaction. */
final class SegmentStore {
  /** No segment reaches over a multiple of these, so that few of them can hold a moment. */
  static final long SPAN_MILLIS = 10_000;

  private SegmentStore() {}

  /**
   * Adds a segment.
   *
   * @param predictions of one model and one {@link #SPAN_MILLIS}, at least one
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

  /** Those predictions of some ids that are still remembered. */
  static Map<PredictionId, LoggedPrediction> find(Connection connection, Set<PredictionId> ids)
      throws SQLException {
    Map<Long, LongSummaryStatistics> spans = new TreeMap<>();
    for (PredictionId id : ids) {
      spans
          .computeIfAbsent(id.millis() / SPAN_MILLIS, span -> new LongSummaryStatistics())
          .accept(id.millis());
    }
    Map<PredictionId, LoggedPrediction> found = new HashMap<>();
    for (Map.Entry<Long, LongSummaryStatistics> span : spans.entrySet()) {
      Sql.each(
          connection,
          "SELECT model, content FROM prediction_segment"
              + " WHERE last_millis >= ? AND last_millis < ? AND first_millis <= ?",
          row -> {
            ModelName model = new ModelName(row.getString("model"));
            for (LoggedPrediction one : Segment.read(model, row.getBytes("content"))) {
              if (ids.contains(one.id())) {
                found.put(one.id(), one);
              }
            }
          },
          span.getValue().getMin(),
          (span.getKey() + 1) * SPAN_MILLIS,
          span.getValue().getMax());
    }
    return found;
  }

  /**
   * Forgets predictions.
   *
   * @param before all that were given before, in milliseconds since 1970
   * @param most segments that are deleted at once, so that no transaction lasts long
   * @return how many segments were deleted; 0 if there are no more
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

  /**
   * Forgets the oldest predictions of a model that has too many.
   *
   * @param mostPredictions that are kept, whole segments apart
   * @param most segments that are deleted at once
   * @return how many segments were deleted; 0 once they are few enough
   */
  static int shrink(Connection connection, ModelName model, long mostPredictions, int most)
      throws SQLException {
    long surplus =
        Sql.first(
                    connection,
                    "SELECT SUM(predictions) AS n FROM prediction_segment WHERE model = ?",
                    row -> row.getLong("n"),
                    model.value())
                .orElse(0L)
            - mostPredictions;
    if (surplus <= 0) {
      return 0;
    }
    List<long[]> oldest =
        Sql.list(
            connection,
            "SELECT id, predictions FROM prediction_segment WHERE model = ?"
                + " ORDER BY last_millis, id FETCH FIRST "
                + most
                + " ROWS ONLY",
            row -> new long[] {row.getLong("id"), row.getLong("predictions")},
            model.value());
    int deleted = 0;
    for (long[] segment : oldest) {
      if (surplus > 0) {
        deleted +=
            Sql.update(connection, "DELETE FROM prediction_segment WHERE id = ?", segment[0]);
        surplus -= segment[1];
      }
    }
    return deleted;
  }

  /** The model that comes next, by name, of those that have segments. */
  static Optional<ModelName> nextModel(Connection connection, String after) throws SQLException {
    return Sql.first(
            connection,
            "SELECT MIN(model) AS model FROM prediction_segment WHERE model > ?",
            row -> Optional.ofNullable(row.getString("model")),
            after)
        .flatMap(name -> name.map(ModelName::new));
  }
}
