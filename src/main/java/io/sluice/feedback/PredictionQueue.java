package io.sluice.feedback;

import io.sluice.model.PredictionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Answers that were given and are not in the database yet: a bounded number of them, to be found by
 * their ids from the first moment. Safe for any number of threads; adding never waits.
 */
final class PredictionQueue {
  private final long mostInstances;
  private final AtomicLong instances = new AtomicLong();
  private final ConcurrentLinkedQueue<LoggedPrediction> waiting = new ConcurrentLinkedQueue<>();
  private final Map<PredictionId, LoggedPrediction> unwritten = new ConcurrentHashMap<>();
  private final LongAdder lost = new LongAdder();

  /**
   * @param mostInstances that wait at once, at least 1
   */
  PredictionQueue(long mostInstances) {
    this.mostInstances = mostInstances;
  }

  /** Adds an answer, or counts it as lost if there is no room. */
  boolean offer(LoggedPrediction prediction) {
    if (instances.addAndGet(prediction.rows()) > mostInstances) {
      instances.addAndGet(-prediction.rows());
      lost.increment();
      return false;
    }
    unwritten.put(prediction.id(), prediction);
    waiting.add(prediction);
    return true;
  }

  /** The answer of an id, while it is not in the database. */
  Optional<LoggedPrediction> find(PredictionId id) {
    return Optional.ofNullable(unwritten.get(id));
  }

  /**
   * Takes answers out to be written; each is still found until {@link #written} tells otherwise.
   *
   * @param most how many
   */
  List<LoggedPrediction> take(int most) {
    List<LoggedPrediction> taken = new ArrayList<>();
    while (taken.size() < most) {
      LoggedPrediction next = waiting.poll();
      if (next == null) {
        break;
      }
      taken.add(next);
    }
    return taken;
  }

  /** Says that answers are in the database. */
  void written(List<LoggedPrediction> predictions) {
    drop(predictions);
  }

  /** Says that answers will never be in the database. */
  void lost(List<LoggedPrediction> predictions) {
    drop(predictions);
    lost.add(predictions.size());
  }

  /** How many answers were not remembered for want of room, or of a database. */
  long lost() {
    return lost.sum();
  }

  /** How many instances wait. */
  long waiting() {
    return instances.get();
  }

  private void drop(List<LoggedPrediction> predictions) {
    for (LoggedPrediction one : predictions) {
      unwritten.remove(one.id());
      instances.addAndGet(-one.rows());
    }
  }
}
