package io.sluice.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs of wrk against servers, with what they cost the server. */
final class ClosedLoop {
  private static final int WARM_CONNECTIONS = 16;
  private static final int WARM_SECONDS = 3;
  private static final double WARM_GROWTH = 1.05;

  private final Wrk wrk;
  private final Path bodies;

  /**
   * @param bodies the folder that bodies of requests are written to
   */
  ClosedLoop(Wrk wrk, Path bodies) {
    this.wrk = wrk;
    this.bodies = bodies;
  }

  /**
   * Lets a server compile its code before anything counts: until it has grown by less than a
   * twentieth twice, or for so long.
   *
   * @param seconds at most
   */
  void warm(ServedProcess server, Subject subject, Format format, int seconds)
      throws IOException, InterruptedException {
    double best = 0;
    int settled = 0;
    for (int spent = 0; spent < seconds && settled < 2; spent += WARM_SECONDS) {
      int slice = Math.min(WARM_SECONDS, seconds - spent);
      double rate = run(server, subject, format, WARM_CONNECTIONS, slice).perSecond();
      settled = rate > best * WARM_GROWTH ? 0 : settled + 1;
      best = Math.max(best, rate);
    }
  }

  /** One run. */
  Figures.Load run(
      ServedProcess server, Subject subject, Format format, int connections, int seconds)
      throws IOException, InterruptedException {
    Path body = Files.createDirectories(bodies).resolve(subject.model() + "." + format);
    Files.write(body, format.body(subject));
    Endpoint.of(server, subject).settle(format, format.body(subject));
    long before = server.cpu().toNanos();
    Wrk.Result result =
        wrk.run(Endpoint.of(server, subject).address(), body, format, connections, seconds);
    double cpu = (server.cpu().toNanos() - before) / 1e3 / Math.max(1, result.requests());
    return new Figures.Load(
        subject.model(),
        format,
        server.name(),
        connections,
        result.perSecond(),
        result.p50(),
        result.p99(),
        result.p999(),
        cpu,
        server.rssMebibytes(),
        result.failed());
  }

  /**
   * Two servers in the order A, B, B, A, so that a machine that grows slower or faster meanwhile
   * treats both alike.
   *
   * @return the mean of A's runs and that of B's
   */
  List<Figures.Load> compare(
      ServedProcess a,
      ServedProcess b,
      Subject subject,
      Format format,
      int connections,
      int seconds)
      throws IOException, InterruptedException {
    Figures.Load first = run(a, subject, format, connections, seconds);
    Figures.Load second = run(b, subject, format, connections, seconds);
    Figures.Load third = run(b, subject, format, connections, seconds);
    Figures.Load fourth = run(a, subject, format, connections, seconds);
    return List.of(first.mean(fourth), second.mean(third));
  }
}
