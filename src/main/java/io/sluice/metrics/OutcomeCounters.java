package io.sluice.metrics;

import io.sluice.metrics.PredictionMetrics.PredictionOutcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** One count for each outcome. */
final class OutcomeCounters {
  private final Map<PredictionOutcome, LongAdder> counts = new EnumMap<>(PredictionOutcome.class);

  OutcomeCounters() {
    for (PredictionOutcome outcome : PredictionOutcome.values()) {
      counts.put(outcome, new LongAdder());
    }
  }

  void add(PredictionOutcome outcome) {
    adder(outcome).increment();
  }

  long count(PredictionOutcome outcome) {
    return adder(outcome).sum();
  }

  private LongAdder adder(PredictionOutcome outcome) {
    return Objects.requireNonNull(counts.get(outcome), "every outcome has a count");
  }
}
