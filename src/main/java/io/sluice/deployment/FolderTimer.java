package io.sluice.deployment;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes the passing of time known: runs one task again and again. A run that takes longer than the
 * interval is not overtaken by the next one, and one that fails does not end the timer.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FolderTimer {
  private static final System.Logger LOG = System.getLogger(FolderTimer.class.getName());

  private final AtomicReference<Runnable> task = new AtomicReference<>(() -> {});
  private final AtomicBoolean running = new AtomicBoolean();

  @Resource private TimerService timers;

  /** Runs a task from now on, the first time after one interval. */
  public void every(Duration interval, Runnable what) {
    task.set(what);
    // Not kept across restarts: the server's store for timers is lost with its last node.
    timers.createIntervalTimer(
        interval.toMillis(), interval.toMillis(), new TimerConfig("models folder", false));
  }

  /** One tick. */
  @Timeout
  public void tick(Timer timer) {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      task.get().run();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.ERROR, "A look into the models folder failed; the next one is made", e);
    } finally {
      running.set(false);
    }
  }

  @PreDestroy
  void stop() {
    task.set(() -> {});
  }
}
