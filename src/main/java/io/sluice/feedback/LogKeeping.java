package io.sluice.feedback;

import io.sluice.database.Database;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is remembered again and again, from when the database is there, and once more at the
 * end; and forgets what is too old or too much.
 */
@ApplicationScoped
public class LogKeeping {
  private static final System.Logger LOG = System.getLogger(LogKeeping.class.getName());
  private static final Duration BETWEEN_RETENTIONS = Duration.ofMinutes(10);

  @Resource private @Nullable ManagedScheduledExecutorService executor;
  @Inject private Database database;
  @Inject private LogWriter writer;
  @Inject private Retention retention;
  @Inject private Config config;
  private final List<ScheduledFuture<?>> tasks = new ArrayList<>();

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    Duration every = FeedbackConfig.from(config).writeEvery();
    database
        .opened()
        .thenRun(
            () -> {
              repeat(every, writer::write);
              repeat(BETWEEN_RETENTIONS, retention::run);
            });
  }

  private synchronized void repeat(Duration every, Runnable what) {
    if (executor != null) {
      tasks.add(
          executor.scheduleWithFixedDelay(
              () -> run(what), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  /** A task that throws would not be run again. */
  private static void run(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Predictions could not be written or forgotten; it is tried again", e);
    }
  }

  @PreDestroy
  synchronized void stop() {
    tasks.forEach(task -> task.cancel(false));
    run(writer::write);
  }
}
