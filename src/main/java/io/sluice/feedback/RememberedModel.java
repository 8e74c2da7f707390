package io.sluice.feedback;

import java.time.Duration;
import java.util.Set;

/**
 * How the predictions of one model are remembered.
 *
 * @param enabled whether they are
 * @param sampling which part of the requests, above 0 and up to 1; those of an experiment always
 *     are
 * @param inputs whether the instances are kept too
 * @param redacted fields of the instances that are never kept
 * @param retention how long they are kept
 * @param mostPredictions how many are kept at most, at least 1
 */
record RememberedModel(
    boolean enabled,
    double sampling,
    boolean inputs,
    Set<String> redacted,
    Duration retention,
    long mostPredictions) {
  RememberedModel {
    redacted = Set.copyOf(redacted);
    if (!(sampling > 0 && sampling <= 1)) {
      throw new IllegalArgumentException("a sampling must be above 0 and at most 1");
    }
    if (mostPredictions < 1) {
      throw new IllegalArgumentException("at least one prediction must be kept");
    }
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException("a retention must be above 0");
    }
  }
}
