package io.sluice.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of the loading of one model's versions. */
final class LoadCounters {
  final LongAdder loaded = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder nanos = new LongAdder();
}
