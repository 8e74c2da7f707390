package io.sluice.metrics;

import io.sluice.metrics.PredictionMetrics.PredictionOutcome;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of one version; written by every request, read by scrapes. */
final class VersionCounters {
  final LongAdder inFlight = new LongAdder();
  final LongAdder queued = new LongAdder();
  final LongAdder rows = new LongAdder();
  final LatencyBuckets latency = new LatencyBuckets();
  final BatchBuckets batches = new BatchBuckets();
  final RefusalCounters refusals = new RefusalCounters();
  private final OutcomeCounters outcomes = new OutcomeCounters();

  void ended(PredictionOutcome outcome, int count, long nanos) {
    inFlight.decrement();
    outcomes.add(outcome);
    if (outcome == PredictionOutcome.SUCCESS) {
      rows.add(count);
      latency.add(nanos);
    }
  }

  long count(PredictionOutcome outcome) {
    return outcomes.count(outcome);
  }
}
