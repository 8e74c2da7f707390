package io.sluice.metrics;

import io.sluice.metrics.QueueMetrics.Refusal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** One count for each reason to refuse a request. */
final class RefusalCounters {
  private final Map<Refusal, LongAdder> counts = new EnumMap<>(Refusal.class);

  RefusalCounters() {
    for (Refusal reason : Refusal.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  void add(Refusal reason) {
    adder(reason).increment();
  }

  long count(Refusal reason) {
    return adder(reason).sum();
  }

  private LongAdder adder(Refusal reason) {
    return Objects.requireNonNull(counts.get(reason), "every reason has a count");
  }
}
