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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes the passing of time known: runs tasks again and again. A run that takes longer than its
 * interval is not overtaken by the next one, and one that fails does not end the timer.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TaskTimer {
  private static final System.Logger LOG = System.getLogger(TaskTimer.class.getName());

  private final Map<String, Task> tasks = new ConcurrentHashMap<>();

  @Resource private TimerService timers;

  private record Task(Runnable what, AtomicBoolean running) {}

  /**
   * Runs a task from now on, the first time after one interval.
   *
   * @param name tells tasks apart
   */
  public void every(String name, Duration interval, Runnable what) {
    tasks.put(name, new Task(what, new AtomicBoolean()));
    // Not kept across restarts: the server's store for timers is lost with its last node.
    timers.createIntervalTimer(
        interval.toMillis(), interval.toMillis(), new TimerConfig(name, false));
  }

  /** One tick of one task. */
  @Timeout
  public void tick(Timer timer) {
    Task task = tasks.get(String.valueOf(timer.getInfo()));
    if (task == null || !task.running().compareAndSet(false, true)) {
      return;
    }
    try {
      task.what().run();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.ERROR, "A run of '" + timer.getInfo() + "' failed; the next one is made", e);
    } finally {
      task.running().set(false);
    }
  }

  @PreDestroy
  void stop() {
    tasks.clear();
  }
}
