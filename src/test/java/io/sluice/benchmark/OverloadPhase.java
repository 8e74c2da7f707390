package io.sluice.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.function.IntPredicate;

/** Open loops against a server: half of the capacity, about all of it, and many times of it. */
final class OverloadPhase {
  private static final int HALF_CONNECTIONS = 16;
  private static final int OVERLOAD_CONNECTIONS = 2048;
  private static final Duration FINE_LOOK = Duration.ofNanos(50_000);
  private static final Duration COARSE_LOOK = Duration.ofNanos(500_000);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration AFTERWARDS = Duration.ofSeconds(4);
  private static final double AFTERWARDS_SHARE = 0.25;
  private static final double WELL_FACTOR = 5;
  private static final double[] PEAK_FACTORS = {0.9, 1.1, 1.3};
  private static final int SEARCH_SECONDS = 6;

  /** Of the overload's length, each of the two runs that the peak is the mean of. */
  private static final int PEAK_SHARE = 3;

  private static final double NANOS = 1e9;

  private final ServedProcess server;
  private final Duration queueTimeout;
  private final Duration grace;

  /**
   * @param queueTimeout what the server is configured with
   */
  OverloadPhase(ServedProcess server, Duration queueTimeout) {
    this.server = server;
    this.queueTimeout = queueTimeout;
    this.grace = queueTimeout.multipliedBy(2);
  }

  /**
   * Latency at half of a capacity.
   *
   * @param capacity answers a second
   */
  Figures.HalfLoad half(Subject subject, double capacity, int seconds) throws IOException {
    double rate = capacity / 2;
    Outcomes outcomes = load(subject, HALF_CONNECTIONS, FINE_LOOK, rate, seconds).outcomes();
    return new Figures.HalfLoad(
        subject.model(),
        server.name(),
        rate,
        outcomes.millis(OverloadPhase::isGood, 0.5),
        outcomes.millis(OverloadPhase::isGood, 0.99),
        outcomes.millis(OverloadPhase::isGood, 0.999),
        outcomes.millisFromSent(OverloadPhase::isGood, 0.99),
        outcomes.count(status -> !isGood(status)));
  }

  /**
   * Several times the peak, and how the server recovers from it: once its last answers are there a
   * quarter of the peak is offered, and all is well from the request on after which every one is
   * answered with 200 within five times the median of the calm end.
   *
   * <p>The peak is what this generator gets, at the rate about the capacity at which short runs
   * found the most, in two longer runs, one before the overload and one after it. Not the best of
   * the short ones: the best of several is better than what they measure, and by more the less
   * quiet the machine is.
   *
   * @param capacity answers a second of a closed loop
   */
  Figures.Overload overload(Subject subject, double capacity, int times, int seconds)
      throws IOException {
    double rate = peakRate(subject, capacity, Math.min(seconds, SEARCH_SECONDS));
    int peakSeconds = Math.max(1, seconds / PEAK_SHARE);
    Run before = load(subject, OVERLOAD_CONNECTIONS, COARSE_LOOK, rate, peakSeconds);
    double offered = before.good() * times;
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    Run run = load(subject, OVERLOAD_CONNECTIONS, COARSE_LOOK, offered, seconds);
    double recovery = recovery(subject, before.good(), end);
    Run after = load(subject, OVERLOAD_CONNECTIONS, COARSE_LOOK, rate, peakSeconds);
    Peak peak = new Peak(before, after);
    Outcomes outcomes = run.outcomes();
    outcomes.failures().forEach((why, count) -> Bench.say("%d broken: %s", count, why));
    return new Figures.Overload(
        subject.model(),
        before.good(),
        after.good(),
        times,
        offered,
        outcomes.count(status -> status != Outcomes.UNSENT) / (double) seconds,
        seconds,
        run.good(),
        outcomes.millis(OverloadPhase::isGood, 0.5),
        outcomes.millis(OverloadPhase::isGood, 0.99),
        outcomes.millis(OverloadPhase::isRefused, 0.5),
        outcomes.millis(OverloadPhase::isRefused, 0.99),
        outcomes.millisFromSent(OverloadPhase::isRefused, 0.99),
        outcomes.counts(),
        queueTimeout.toMillis(),
        recovery,
        cost(peak, run));
  }

  /** The rate about a capacity at which the most is answered with 200. */
  private double peakRate(Subject subject, double capacity, int seconds) throws IOException {
    // What the first run finds is of compilers, too.
    load(subject, OVERLOAD_CONNECTIONS, COARSE_LOOK, capacity, seconds);
    double rate = capacity;
    double most = 0;
    for (double factor : PEAK_FACTORS) {
      double good =
          load(subject, OVERLOAD_CONNECTIONS, COARSE_LOOK, capacity * factor, seconds).good();
      if (good > most) {
        most = good;
        rate = capacity * factor;
      }
    }
    return rate;
  }

  /**
   * @param end when the load ended; what it left behind counts too
   */
  private double recovery(Subject subject, double peak, long end) throws IOException {
    double begun = (System.nanoTime() - end) / 1e6;
    int seconds = (int) AFTERWARDS.toSeconds();
    double rate = peak * AFTERWARDS_SHARE;
    Outcomes after = load(subject, HALF_CONNECTIONS, FINE_LOOK, rate, seconds).outcomes();
    double calm = Math.max(1, after.millis(OverloadPhase::isGood, 0.5));
    double well = after.wellAfterMillis(WELL_FACTOR * calm);
    return well < 0 ? well : begun + well;
  }

  /** Where the processor time went; a good answer is taken to cost what it does at the peak. */
  private static Figures.OverloadCost cost(Peak peak, Run run) {
    double refusals = run.perSecond(OverloadPhase::isRefused);
    double forGood = run.good() * peak.serverCores() / peak.good();
    return new Figures.OverloadCost(
        Runtime.getRuntime().availableProcessors(),
        peak.serverCores(),
        peak.loadCores(),
        run.serverCores(),
        run.loadCores(),
        refusals == 0 ? 0 : (run.serverCores() - forGood) / refusals * 1e6,
        LoadThread.scheduling());
  }

  private static boolean isGood(int status) {
    return status == 200;
  }

  private static boolean isRefused(int status) {
    return status == 429 || status == 503;
  }

  private Run load(Subject subject, int connections, Duration look, double rate, int seconds)
      throws IOException {
    Endpoint endpoint = Endpoint.of(server, subject);
    byte[] request = endpoint.request(Format.JSON, Format.JSON.body(subject));
    OpenLoop.Limits limits = new OpenLoop.Limits(connections, look, PATIENCE, grace);
    OpenLoop loop = new OpenLoop(endpoint.socket(), request, limits);
    Duration before = server.cpu();
    Outcomes outcomes = LoadThread.run(() -> loop.run(rate, Duration.ofSeconds(seconds)));
    return new Run(outcomes, server.cpu().minus(before), seconds);
  }

  /** The two runs about the capacity, around the overload. */
  private record Peak(Run before, Run after) {
    double good() {
      return (before.good() + after.good()) / 2;
    }

    double serverCores() {
      return (before.serverCores() + after.serverCores()) / 2;
    }

    double loadCores() {
      return (before.loadCores() + after.loadCores()) / 2;
    }
  }

  /**
   * One open loop.
   *
   * @param serverCpu processor time of the server meanwhile
   */
  private record Run(Outcomes outcomes, Duration serverCpu, double seconds) {
    double good() {
      return perSecond(OverloadPhase::isGood);
    }

    double perSecond(IntPredicate codes) {
      return outcomes.count(codes) / seconds;
    }

    double serverCores() {
      return serverCpu.toNanos() / NANOS / seconds;
    }

    double loadCores() {
      return outcomes.cpu().toNanos() / NANOS / seconds;
    }
  }
}
