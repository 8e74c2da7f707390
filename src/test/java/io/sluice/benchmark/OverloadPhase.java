package io.sluice.benchmark;

import java.io.IOException;
import java.time.Duration;

/** Open loops against Sluice: half of its capacity, and ten times of it. */
final class OverloadPhase {
  private static final int HALF_CONNECTIONS = 64;
  private static final int OVERLOAD_CONNECTIONS = 512;
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration AFTERWARDS = Duration.ofSeconds(4);
  private static final double AFTERWARDS_SHARE = 0.25;
  private static final double WELL_FACTOR = 5;

  private final ServedProcess server;
  private final Duration queueTimeout;

  /**
   * @param queueTimeout what the server is configured with
   */
  OverloadPhase(ServedProcess server, Duration queueTimeout) {
    this.server = server;
    this.queueTimeout = queueTimeout;
  }

  /**
   * Latency at half of a capacity.
   *
   * @param capacity answers a second
   */
  Figures.HalfLoad half(Subject subject, double capacity, int seconds) throws IOException {
    double rate = capacity / 2;
    Outcomes outcomes =
        loop(subject, HALF_CONNECTIONS, PATIENCE).run(rate, Duration.ofSeconds(seconds));
    return new Figures.HalfLoad(
        subject.model(),
        rate,
        outcomes.millis(OverloadPhase::isGood, 0.5),
        outcomes.millis(OverloadPhase::isGood, 0.99),
        outcomes.millis(OverloadPhase::isGood, 0.999),
        outcomes.count(status -> !isGood(status)));
  }

  /**
   * Several times the capacity, and how the server recovers from it: right after the load a quarter
   * of the capacity is offered, and all is well from the request on after which every one is
   * answered with 200 within five times the median of the calm end.
   */
  Figures.Overload overload(Subject subject, double capacity, int times, int seconds)
      throws IOException {
    double offered = capacity * times;
    Duration length = Duration.ofSeconds(seconds);
    Outcomes outcomes = loop(subject, OVERLOAD_CONNECTIONS, PATIENCE).run(offered, length);
    Outcomes after =
        loop(subject, HALF_CONNECTIONS, queueTimeout.multipliedBy(2))
            .run(capacity * AFTERWARDS_SHARE, AFTERWARDS);
    double well =
        after.wellAfterMillis(WELL_FACTOR * Math.max(1, after.millis(OverloadPhase::isGood, 0.5)));
    return new Figures.Overload(
        subject.model(),
        capacity,
        times,
        offered,
        outcomes.count(status -> status != Outcomes.UNSENT) / (double) seconds,
        seconds,
        outcomes.count(OverloadPhase::isGood) / (double) seconds,
        outcomes.millis(OverloadPhase::isGood, 0.5),
        outcomes.millis(OverloadPhase::isGood, 0.99),
        outcomes.millis(OverloadPhase::isRefused, 0.5),
        outcomes.millis(OverloadPhase::isRefused, 0.99),
        outcomes.counts(),
        queueTimeout.toMillis(),
        well);
  }

  private static boolean isGood(int status) {
    return status == 200;
  }

  private static boolean isRefused(int status) {
    return status == 429 || status == 503;
  }

  private OpenLoop loop(Subject subject, int connections, Duration patience) throws IOException {
    Endpoint endpoint = Endpoint.of(server, subject);
    byte[] request = endpoint.request(Format.JSON, Format.JSON.body(subject));
    return new OpenLoop(endpoint.socket(), request, connections, patience);
  }
}
