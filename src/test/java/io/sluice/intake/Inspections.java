package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.ModelArchive;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** What the tests do with archives over and over. */
final class Inspections {
  private Inspections() {}

  static ModelArchive inspect(byte[] archive) throws IOException {
    return ArchiveInspector.inspect(new MemoryChannel(archive), IntakeLimits.DEFAULTS);
  }

  static ArchiveRejectedException refused(byte[] archive, IntakeLimits limits) {
    ArchiveRejectedException refusal =
        catchThrowableOfType(
            ArchiveRejectedException.class,
            () -> ArchiveInspector.inspect(new MemoryChannel(archive), limits));
    assertThat(refusal).as("the archive is refused").isNotNull();
    return refusal;
  }

  static void assertRefused(byte[] archive, Reason reason, String entry) {
    ArchiveRejectedException refusal = refused(archive, IntakeLimits.DEFAULTS);
    assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
    assertThat(refusal.entry()).isEqualTo(entry);
    assertThat(refusal).hasMessageStartingWith(entry + ": ");
  }

  /** Bytes that this thread allocates on the heap, and off it, while it runs an action. */
  static long allocated(Runnable action) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long direct = directBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    action.run();
    long heap = threads.getCurrentThreadAllocatedBytes() - before;
    return heap + Math.max(0, directBytes() - direct);
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
