package io.sluice.metrics;

import io.sluice.model.ModelId;
import java.util.Locale;

/** Counts batches, and requests that wait for a version which computes for somebody else. */
public interface QueueMetrics {
  /** Counts nothing. */
  QueueMetrics NONE =
      new QueueMetrics() {
        @Override
        public void queued(ModelId id) {
          // Nobody asks.
        }

        @Override
        public void dequeued(ModelId id) {
          // Nobody asks.
        }

        @Override
        public void batched(ModelId id, int rows) {
          // Nobody asks.
        }

        @Override
        public void refused(ModelId id, Refusal reason) {
          // Nobody asks.
        }
      };

  /** A request begins to wait for its turn at this version. */
  void queued(ModelId id);

  /** It has its turn, or has given up; called once for each call of {@link #queued}. */
  void dequeued(ModelId id);

  /**
   * A batch was computed.
   *
   * @param rows of all its requests together, at least 1
   */
  void batched(ModelId id, int rows);

  /** A request was refused without being computed. */
  void refused(ModelId id, Refusal reason);

  /** Why a request is refused to keep the others served. */
  enum Refusal {
    /** As many rows or callers wait as may, or they are longer than the longest wait. */
    QUEUE_FULL,
    /** It waited as long as it may. */
    QUEUE_TIMEOUT,
    /** The queue cannot be done by its deadline. */
    DEADLINE_UNREACHABLE,
    /** Its deadline passed before it was computed. */
    DEADLINE_PASSED,
    /** Its thread was told to stop. */
    INTERRUPTED;

    /** The value of the {@code reason} label: {@code queue_full}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
