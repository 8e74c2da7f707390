package io.sluice.feedback;

import io.sluice.database.Database;
import io.sluice.model.TimeSource;
import io.sluice.prediction.PredictionLog;
import io.sluice.registry.ModelRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;

/** Puts together what remembers predictions, each part once. */
@ApplicationScoped
public class FeedbackProducer {
  private static final int MOST_FORGOTTEN_AT_ONCE = 200;

  private final FeedbackConfig config = FeedbackConfig.from(ConfigProvider.getConfig());
  private final PredictionQueue queue = new PredictionQueue(config.mostWaiting());

  /** What the way of every prediction asks. */
  @Produces
  @Singleton
  PredictionLog log() {
    return new FeedbackLog(config::of, queue, TimeSource.SYSTEM);
  }

  /** What waits to be written. */
  @Produces
  @Singleton
  PredictionQueue queue() {
    return queue;
  }

  /** What the outcomes of experiments say. */
  @Produces
  @Singleton
  OutcomeSource outcomes(Database database) {
    return new OutcomeSource(database);
  }

  /** What takes outcomes. */
  @Produces
  @Singleton
  FeedbackDesk desk(Database database, ModelRegistry registry) {
    return new FeedbackDesk(queue, database, registry, TimeSource.SYSTEM);
  }

  /** What scores versions by them. */
  @Produces
  @Singleton
  LiveFigures figures(Database database) {
    return new LiveFigures(database, TimeSource.SYSTEM);
  }

  /** What forgets. */
  @Produces
  @Singleton
  Retention retention(Database database) {
    return new Retention(
        database, config::of, config.outcomeRetention(), TimeSource.SYSTEM, MOST_FORGOTTEN_AT_ONCE);
  }

  /** What writes it. */
  @Produces
  @Singleton
  LogWriter writer(Database database) {
    return new LogWriter(queue, database);
  }
}
