package io.sluice.deployment;

import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * What pushes are told by configuration; defaults are in {@code microprofile-config.properties}.
 *
 * @param dataDir {@code sluice.data.dir}
 * @param maxPending {@code sluice.push.max-pending}: pushes that may be under way at once
 * @param answerWithin {@code sluice.push.answer-within}: the longest that a caller waits
 * @param memoryReserve {@code sluice.push.memory-reserve}: bytes that stay free beside models
 * @param drainDeadline {@code sluice.push.drain-deadline}: how long a replaced version may be in
 *     use
 * @param folderInterval {@code sluice.folder.interval}: between two looks into the models folder
 */
record PushConfig(
    Path dataDir,
    int maxPending,
    Duration answerWithin,
    long memoryReserve,
    Duration drainDeadline,
    Duration folderInterval) {
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  PushConfig {
    if (maxPending < 1) {
      throw new IllegalArgumentException("sluice.push.max-pending must be at least 1");
    }
    if (memoryReserve < 0) {
      throw new IllegalArgumentException("sluice.push.memory-reserve must not be negative");
    }
    if (answerWithin.isNegative() || drainDeadline.isNegative()) {
      throw new IllegalArgumentException(
          "sluice.push.answer-within and sluice.push.drain-deadline must not be negative");
    }
    if (folderInterval.compareTo(SHORTEST_INTERVAL) < 0) {
      throw new IllegalArgumentException("sluice.folder.interval must be at least PT0.1S");
    }
  }

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException if a value is not what its key asks for
   * @throws java.util.NoSuchElementException if a key has no value
   */
  static PushConfig from(Config config) {
    return new PushConfig(
        Path.of(config.getValue("sluice.data.dir", String.class).strip()),
        config.getValue("sluice.push.max-pending", Integer.class),
        config.getValue("sluice.push.answer-within", Duration.class),
        config.getValue("sluice.push.memory-reserve", Long.class),
        config.getValue("sluice.push.drain-deadline", Duration.class),
        config.getValue("sluice.folder.interval", Duration.class));
  }
}
