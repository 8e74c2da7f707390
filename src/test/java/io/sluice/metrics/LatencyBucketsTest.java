package io.sluice.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LatencyBucketsTest {

  @Test
  void add_durationOnABound_isCoveredByIt() {
    LatencyBuckets buckets = new LatencyBuckets();

    buckets.add(TimeUnit.MILLISECONDS.toNanos(1));
    buckets.add(TimeUnit.MILLISECONDS.toNanos(1) + 1);

    assertThat(at(buckets, "0.0005")).isZero();
    assertThat(at(buckets, "0.001")).isEqualTo(1);
    assertThat(at(buckets, "0.0025")).isEqualTo(2);
    assertThat(at(buckets, "+Inf")).isEqualTo(2);
  }

  @Test
  void add_tenMinutes_isOnlyInTheOpenBucket() {
    LatencyBuckets buckets = new LatencyBuckets();

    buckets.add(TimeUnit.MINUTES.toNanos(10));

    assertThat(at(buckets, "10")).isZero();
    assertThat(at(buckets, "+Inf")).isEqualTo(1);
    assertThat(buckets.sumSeconds()).isEqualTo(600);
  }

  @Property(tries = 100)
  void cumulative_anyDurations_countsThoseUpToEachBound(
      @ForAll List<@LongRange(min = 0, max = 20_000_000_000L) Long> durations) {
    LatencyBuckets buckets = new LatencyBuckets();

    durations.forEach(buckets::add);

    for (String bound : LatencyBuckets.BOUNDS) {
      double seconds = bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
      assertThat(at(buckets, bound))
          .isEqualTo(durations.stream().filter(nanos -> nanos / 1e9 <= seconds).count());
    }
    assertThat(buckets.sumSeconds())
        .isCloseTo(durations.stream().mapToLong(nanos -> nanos).sum() / 1e9, within(1e-9));
  }

  private static long at(LatencyBuckets buckets, String bound) {
    return buckets.cumulative()[LatencyBuckets.BOUNDS.indexOf(bound)];
  }
}
