package io.sluice.feedback;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.sluice.database.Database;
import io.sluice.database.DatabaseException;
import io.sluice.model.ModelName;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings answers from memory into the database, a segment a model at a time. If the database is
 * away, they wait in memory for as long as there is room.
 */
final class LogWriter {
  private static final System.Logger LOG = System.getLogger(LogWriter.class.getName());
  private static final int MOST_OF_A_SEGMENT = 2000;

  private final PredictionQueue queue;
  private final Database database;
  private List<LoggedPrediction> unfinished = List.of();

  LogWriter(PredictionQueue queue, Database database) {
    this.queue = queue;
    this.database = database;
  }

  /**
   * Writes all that waits now. Called by one thread at a time.
   *
   * @return how many answers were written
   */
  synchronized int write() {
    int written = 0;
    while (true) {
      List<LoggedPrediction> next =
          unfinished.isEmpty() ? queue.take(MOST_OF_A_SEGMENT) : unfinished;
      if (next.isEmpty()) {
        return written;
      }
      unfinished = next;
      try {
        write(next);
      } catch (DatabaseException e) {
        LOG.log(Level.WARNING, "Predictions wait to be remembered: " + e.getMessage());
        return written;
      }
      unfinished = List.of();
      queue.written(next);
      written += next.size();
    }
  }

  /** What goes into one segment. */
  private record Part(ModelName model, long span) {
    static Part of(LoggedPrediction one) {
      return new Part(one.version().name(), one.millis() / SegmentStore.SPAN_MILLIS);
    }
  }

  private void write(List<LoggedPrediction> predictions) {
    Map<Part, List<LoggedPrediction>> parts =
        predictions.stream().collect(groupingBy(Part::of, LinkedHashMap::new, toList()));
    database.<Void>transaction(
        connection -> {
          PredictionCounts.add(connection, predictions);
          for (Map.Entry<Part, List<LoggedPrediction>> one : parts.entrySet()) {
            SegmentStore.insert(connection, one.getKey().model(), one.getValue());
          }
          return null;
        });
  }
}
