package io.sluice.experiment;

import io.sluice.traffic.ArmSnapshot;
import io.sluice.traffic.Guardrails;
import java.util.Locale;
import java.util.Optional;

/** Whether an arm did what it may not. */
final class Breach {
  /** Requests below which nothing is said: one failure of three is no rate. */
  static final long LEAST_REQUESTS = 20;

  private Breach() {}

  /**
   * What an arm did wrong, in a sentence; empty if nothing.
   *
   * @param minute what it did in the last minute
   */
  static Optional<String> of(Guardrails guardrails, ArmSnapshot minute) {
    if (minute.requests() < LEAST_REQUESTS) {
      return Optional.empty();
    }
    Double errorRate = guardrails.errorRate();
    if (errorRate != null && minute.errorRate() > errorRate) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "failed %d of %d requests within a minute, which is more than %s of them",
              minute.failures(),
              minute.requests(),
              errorRate));
    }
    Double most = guardrails.latencyP99Millis();
    double p99 = minute.p99Millis().orElse(0);
    if (most != null && p99 > most) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "took %.1f ms for the slowest of 100 requests within a minute, which is more than"
                  + " %s ms",
              p99,
              most));
    }
    return Optional.empty();
  }
}
