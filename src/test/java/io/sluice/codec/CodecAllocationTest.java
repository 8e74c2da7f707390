package io.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sluice.benchmark.CodecCase;
import java.lang.management.ManagementFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a request costs of the heap does not depend on how many values it has. */
final class CodecAllocationTest {
  private static final int FEW = 784;
  private static final int MANY = 100_000;
  private static final double MOST_PER_VALUE = 0.1;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void read_moreValues_costNoHeap() throws Throwable {
    CodecCase few = new CodecCase(FEW);
    CodecCase many = new CodecCase(MANY);

    assertThat(bytes(many::read) - bytes(few::read)).isLessThan(most());
  }

  @Test
  void write_moreValues_costNoHeap() throws Throwable {
    CodecCase few = new CodecCase(FEW);
    CodecCase many = new CodecCase(MANY);

    assertThat(bytes(many::write) - bytes(few::write)).isLessThan(most());
  }

  private static long most() {
    return Math.round(MOST_PER_VALUE * (MANY - FEW));
  }

  /** The least of several times: others may empty the pools now and then. */
  private static long bytes(ThrowingCallable step) throws Throwable {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      step.call();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
