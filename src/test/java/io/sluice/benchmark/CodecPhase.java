package io.sluice.benchmark;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Time and heap of the JSON codec for small and large instances. */
final class CodecPhase {
  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final long nanos;

  /**
   * @param nanos how long each case is measured, after as long a warm-up
   */
  CodecPhase(long nanos) {
    this.nanos = nanos;
  }

  /** Measures one size. */
  Figures.Codec run(int values) throws IOException {
    CodecCase codec = new CodecCase(values);
    Cost read = cost(codec::read);
    Cost write = cost(codec::write);
    return new Figures.Codec(values, read.micros, read.bytes, write.micros, write.bytes);
  }

  private Cost cost(Step step) throws IOException {
    repeat(step);
    return repeat(step);
  }

  private Cost repeat(Step step) throws IOException {
    long bytes = thread.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    long count = 0;
    long now;
    do {
      step.run();
      count++;
      now = System.nanoTime();
    } while (now - start < nanos);
    long allocated = thread.getCurrentThreadAllocatedBytes() - bytes;
    return new Cost((now - start) / 1e3 / count, allocated / count);
  }

  private record Cost(double micros, long bytes) {}

  private interface Step {
    void run() throws IOException;
  }
}
