package io.sluice.metrics;

import io.sluice.model.ModelId;

/** Counts requests that wait for a version which computes for somebody else. */
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
      };

  /** A request begins to wait for its turn at this version. */
  void queued(ModelId id);

  /** It has its turn, or has given up; called once for each call of {@link #queued}. */
  void dequeued(ModelId id);
}
