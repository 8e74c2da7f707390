package io.sluice.runtime.batch;

import java.time.Duration;

/**
 * What one version may be burdened with.
 *
 * @param maxBatchRows rows of one batch, at least 1; a longer request is computed in slices
 * @param maxQueueRows rows of all requests that wait, at least 1; one request alone may have more
 * @param maxWaiting requests that wait, in line or for a batch that another computes, at least 1;
 *     each of them holds a thread
 * @param queueTimeout the longest that a request waits for its turn, above zero
 */
public record BatchLimits(
    int maxBatchRows, int maxQueueRows, int maxWaiting, Duration queueTimeout) {
  /**
   * @throws IllegalArgumentException if a limit is too small
   */
  public BatchLimits {
    if (maxBatchRows < 1 || maxQueueRows < 1 || maxWaiting < 1) {
      throw new IllegalArgumentException("limits of rows and requests must be at least 1");
    }
    if (queueTimeout.isNegative() || queueTimeout.isZero()) {
      throw new IllegalArgumentException("the longest wait must be above zero");
    }
  }
}
