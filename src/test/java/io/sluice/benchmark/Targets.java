package io.sluice.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Holds the figures of a run against what was wanted; what was not measured is not judged. */
final class Targets {
  /** The concurrency at which ratios to the ceiling are judged: that of the figures to beat. */
  static final int JUDGED_CONNECTIONS = 16;

  /** The name of Sluice as it is shipped. */
  static final String SLUICE = "sluice";

  /** The name of Sluice with batches of one row. */
  static final String UNBATCHED = "unbatched";

  /** The network whose computing costs more than refusing it. */
  private static final String OVERLOADED = "resnet";

  private static final double OFFERED = 0.95;
  private static final double CEILING_SHARE = 0.8;
  private static final double DJL_FACTOR = 3;

  /** DJL Serving 0.36 as a share of the same ceiling, measured beside it (design.md). */
  private static final Map<String, Double> DJL_SHARE = Map.of("iris", 0.28, "mlp", 0.12);

  private static final double PLAN_FACTOR = 1.15;
  private static final double HALF_FACTOR = 3;
  private static final double GOODPUT = 0.9;
  private static final double REFUSAL_MILLIS = 20;
  private static final double RECOVERY_MILLIS = 2000;
  private static final double START_SECONDS = 12;

  /** Bytes of heap a value: room for the noise of counting, none for an object a value. */
  private static final double CODEC_BYTES_A_VALUE = 0.1;

  private final Report report;
  private final List<Target> targets = new ArrayList<>();

  private Targets(Report report) {
    this.report = report;
  }

  static List<Target> of(Report report) {
    Targets all = new Targets(report);
    all.ceiling();
    all.plan();
    all.codec();
    all.halfLoad();
    all.batching("mlp", 1);
    all.batching("resnet", 1.3);
    report.getOverload().forEach(all::overload);
    report
        .getStart()
        .forEach(start -> all.atMost("start to ready", "s", start.seconds(), START_SECONDS));
    return all.targets;
  }

  private void ceiling() {
    for (String network : List.of("iris", "mlp")) {
      Optional<Double> share =
          ratio(report.getLoad(), SLUICE, Endpoint.CEILING, network, JUDGED_CONNECTIONS);
      share.ifPresent(
          found -> {
            atLeast(network + ": share of the plain servlet", "", found, CEILING_SHARE);
            double times = found / DJL_SHARE.get(network);
            atLeast(network + ": times DJL Serving, by shares", "x", times, DJL_FACTOR);
          });
    }
  }

  private void plan() {
    for (Figures.Inference each : report.getInference()) {
      String name =
          "%s, %d rows: plan over raw ONNX Runtime".formatted(each.network(), each.rows());
      atMost(name, "x", each.planOverRaw(), PLAN_FACTOR);
    }
  }

  private void codec() {
    List<Figures.Codec> sizes =
        report.getCodec().stream().sorted(Comparator.comparing(Figures.Codec::values)).toList();
    if (sizes.size() > 1) {
      Figures.Codec small = sizes.get(0);
      Figures.Codec large = sizes.get(sizes.size() - 1);
      double more = large.values() - (double) small.values();
      double read = (large.readBytes() - small.readBytes()) / more;
      double write = (large.writeBytes() - small.writeBytes()) / more;
      atMost("codec, read: heap bytes a further value", "B", read, CODEC_BYTES_A_VALUE);
      atMost("codec, write: heap bytes a further value", "B", write, CODEC_BYTES_A_VALUE);
    }
  }

  private void halfLoad() {
    report.getHalf().stream()
        .filter(each -> each.server().equals(SLUICE))
        .forEach(
            each ->
                atMost(
                    each.network() + ": p99 over p50 at half load" + control(each.network()),
                    "x",
                    each.p99() / each.p50(),
                    HALF_FACTOR));
  }

  /** What a server that does nothing has beside it, in the same run. */
  private String control(String network) {
    return report.getHalf().stream()
        .filter(each -> each.server().equals(ServedProcess.CONTROL))
        .filter(each -> each.network().equals(network))
        .findFirst()
        .map(each -> " (control " + text(each.p99() / each.p50(), "x") + ")")
        .orElse("");
  }

  private void batching(String network, double wanted) {
    report.getBatching().stream()
        .filter(each -> each.network().equals(network) && each.server().equals(UNBATCHED))
        .findFirst()
        .flatMap(
            each -> ratio(report.getBatching(), SLUICE, UNBATCHED, network, each.connections()))
        .ifPresent(found -> atLeast(network + ": batched over unbatched", "x", found, wanted));
  }

  private void overload(Figures.Overload each) {
    if (!each.network().equals(OVERLOADED)) {
      return;
    }
    String name = each.network() + " at " + each.times() + "x: ";
    atLeast(name + "sent of offered", "", each.sent() / each.offered(), OFFERED);
    atLeast(name + "goodput of peak", "", each.goodShare(), GOODPUT);
    atMost(name + "p99 of accepted", "ms", each.p99(), 2 * each.queueTimeoutMillis());
    atMost(name + "p99 of refusals", "ms", each.refusedP99(), REFUSAL_MILLIS);
    atMost(name + "outside 200, 429, 503", "", (double) each.errors(), 0);
    double recovery = each.recoveryMillis() < 0 ? Double.POSITIVE_INFINITY : each.recoveryMillis();
    atMost(name + "recovery", "ms", recovery, RECOVERY_MILLIS);
  }

  private static Optional<Double> ratio(
      List<Figures.Load> figures, String server, String to, String network, int connections) {
    Optional<Figures.Load> over = Report.find(figures, server, network, Format.JSON, connections);
    Optional<Figures.Load> under = Report.find(figures, to, network, Format.JSON, connections);
    return over.flatMap(a -> under.map(b -> a.perSecond() / b.perSecond()));
  }

  private void atLeast(String name, String unit, double found, double wanted) {
    targets.add(new Target(name, ">= " + text(wanted, unit), text(found, unit), found >= wanted));
  }

  private void atMost(String name, String unit, double found, double wanted) {
    targets.add(new Target(name, "<= " + text(wanted, unit), text(found, unit), found <= wanted));
  }

  private static String text(double number, String unit) {
    String digits = number == Math.rint(number) || number >= 100 ? "%.0f" : "%.2f";
    return String.format(Locale.ROOT, digits, number) + (unit.isEmpty() ? "" : " " + unit);
  }
}
