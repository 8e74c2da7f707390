package io.sluice.feedback;

import io.sluice.database.Database;
import io.sluice.database.DatabaseException;
import io.sluice.model.ModelName;
import io.sluice.model.TimeSource;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Forgets what is too old or too much, in transactions of a bounded number of rows. Predictions go
 * by age and number of their model; outcomes, which figures need, by an age of their own.
 */
final class Retention {
  private static final System.Logger LOG = System.getLogger(Retention.class.getName());

  private final Database database;
  private final Function<ModelName, RememberedModel> models;
  private final Duration outcomes;
  private final TimeSource time;
  private final int mostAtOnce;

  /**
   * @param models how long the predictions of each are kept, and how many
   * @param outcomes how long outcomes are kept
   * @param mostAtOnce rows that one transaction deletes, at least 1
   */
  Retention(
      Database database,
      Function<ModelName, RememberedModel> models,
      Duration outcomes,
      TimeSource time,
      int mostAtOnce) {
    this.database = database;
    this.models = models;
    this.outcomes = outcomes;
    this.time = time;
    this.mostAtOnce = mostAtOnce;
  }

  /** Forgets all that is to be forgotten now; the rest of it next time if the database fails. */
  void run() {
    try {
      long now = time.now().toEpochMilli();
      Optional<ModelName> model = next("");
      while (model.isPresent()) {
        run(model.get(), now);
        model = next(model.get().value());
      }
      long before = now - outcomes.toMillis();
      repeat(() -> database.transaction(c -> OutcomeStore.forget(c, before, mostAtOnce)));
      database.transaction(c -> PredictionCounts.forget(c, before));
    } catch (DatabaseException e) {
      LOG.log(Level.WARNING, "Old predictions are forgotten later: " + e.getMessage());
    }
  }

  private Optional<ModelName> next(String after) {
    return database.read(connection -> SegmentStore.nextModel(connection, after));
  }

  private void run(ModelName model, long now) {
    RememberedModel remembered = models.apply(model);
    long before = now - remembered.retention().toMillis();
    repeat(() -> database.transaction(c -> SegmentStore.forget(c, model, before, mostAtOnce)));
    repeat(
        () ->
            database.transaction(
                c -> SegmentStore.shrink(c, model, remembered.mostPredictions(), mostAtOnce)));
  }

  /** As long as a transaction finds something: each looks anew, so that many servers may do it. */
  private static void repeat(IntSupplier step) {
    int deleted;
    do {
      deleted = step.getAsInt();
    } while (deleted > 0);
  }
}
