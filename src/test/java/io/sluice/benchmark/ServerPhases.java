package io.sluice.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.benchmark.BenchOptions.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The phases that drive Sluice over HTTP: beside the ceiling, at half load, and beyond capacity.
 */
final class ServerPhases {
  private static final String DEFAULTS = "/META-INF/microprofile-config.properties";
  private static final int TIMES = 10;

  /** For a network whose refusals cost more than its answers: it is shown, not judged. */
  private static final int CHEAP_SECONDS = 10;

  /** For the compilers of a server with one loop. */
  private static final int CONTROL_WARM_SECONDS = 2;

  private static final double SAME = 1e-4;
  private static final List<Integer> CAPACITY_CONNECTIONS = List.of(16, 64);

  private final BenchOptions options;
  private final Servers servers;
  private final ClosedLoop closed;
  private final Report report;
  private final Format format;
  private final Map<Subject, Double> capacities = new HashMap<>();

  ServerPhases(
      BenchOptions options, Servers servers, ClosedLoop closed, Report report, Format format) {
    this.options = options;
    this.servers = servers;
    this.closed = closed;
    this.report = report;
    this.format = format;
  }

  void run(List<Subject> subjects) throws IOException, InterruptedException {
    if (options.phases().contains(Phase.LOAD)) {
      for (Subject subject : subjects) {
        load(subject);
      }
    }
    if (options.phases().contains(Phase.HALF)) {
      half(subjects);
    }
    if (options.phases().contains(Phase.OVERLOAD)) {
      int seconds = options.overloadSeconds();
      if (subjects.contains(Subject.RESNET)) {
        overload(Subject.RESNET, TIMES, seconds);
      }
      if (subjects.contains(Subject.MLP)) {
        overload(Subject.MLP, 2, Math.min(seconds, CHEAP_SECONDS));
        overload(Subject.MLP, TIMES, Math.min(seconds, CHEAP_SECONDS));
      }
    }
  }

  private void load(Subject subject) throws IOException, InterruptedException {
    ServedProcess ceiling = servers.ceiling();
    ServedProcess sluice = servers.sluice();
    checkSame(subject, ceiling, sluice);
    Bench.say("warming up: %s", subject.model());
    closed.warm(ceiling, subject, format, options.warmSeconds());
    closed.warm(sluice, subject, format, options.warmSeconds());
    for (int connections : options.connections()) {
      Bench.say("closed loop: %s, %d connections", subject.model(), connections);
      List<Figures.Load> pair =
          closed.compare(ceiling, sluice, subject, format, connections, options.seconds());
      report.getLoad().addAll(pair);
      capacities.merge(subject, pair.get(1).perSecond(), Math::max);
    }
  }

  /**
   * The same rate for all: what the ceiling cannot hold either is none of Sluice's, and what a
   * server cannot hold that does nothing is none of either's.
   */
  private void half(List<Subject> subjects) throws IOException, InterruptedException {
    report.getStalls().add(Stalls.measure(Duration.ofSeconds(options.seconds())));
    for (Subject subject : subjects) {
      Bench.say("half load: %s", subject.model());
      double capacity = capacity(subject);
      if (!options.phases().contains(Phase.LOAD)) {
        closed.warm(servers.ceiling(), subject, format, options.warmSeconds());
      }
      open(servers.control()).half(subject, capacity, CONTROL_WARM_SECONDS);
      for (ServedProcess server : List.of(servers.control(), servers.ceiling(), servers.sluice())) {
        report.getHalf().add(open(server).half(subject, capacity, options.openSeconds()));
      }
    }
  }

  private void overload(Subject subject, int times, int seconds)
      throws IOException, InterruptedException {
    double capacity = capacity(subject);
    Bench.say("overload: %s, %d times %.0f/s", subject.model(), times, capacity);
    report.getOverload().add(open(servers.sluice()).overload(subject, capacity, times, seconds));
  }

  /** The most answers a second that a closed loop gets. */
  private double capacity(Subject subject) throws IOException, InterruptedException {
    Double known = capacities.get(subject);
    if (known != null) {
      return known;
    }
    closed.warm(servers.sluice(), subject, format, options.warmSeconds());
    double best = 0;
    for (int connections : CAPACITY_CONNECTIONS) {
      Figures.Load run =
          closed.run(servers.sluice(), subject, format, connections, options.seconds());
      best = Math.max(best, run.perSecond());
    }
    capacities.put(subject, best);
    return best;
  }

  private OverloadPhase open(ServedProcess server) throws IOException {
    Properties defaults = new Properties();
    try (InputStream in = ServerPhases.class.getResourceAsStream(DEFAULTS)) {
      defaults.load(in);
    }
    Duration timeout = Duration.parse(defaults.getProperty("sluice.predict.queue-timeout"));
    return new OverloadPhase(server, timeout);
  }

  /** A ceiling that answers something else measures something else. */
  private void checkSame(Subject subject, ServedProcess ceiling, ServedProcess sluice)
      throws IOException, InterruptedException {
    byte[] body = format.body(subject);
    ObjectMapper mapper = new ObjectMapper();
    JsonNode wanted = mapper.readTree(Endpoint.of(sluice, subject).ask(format, body));
    JsonNode given = mapper.readTree(Endpoint.of(ceiling, subject).ask(format, body));
    boolean same =
        wanted.equals(
            (a, b) ->
                a.isNumber() && b.isNumber() && Math.abs(a.asDouble() - b.asDouble()) < SAME
                    ? 0
                    : a.equals(b) ? 0 : 1,
            given);
    if (!same) {
      throw new IOException("the ceiling answers " + given + " where Sluice answers " + wanted);
    }
  }
}
