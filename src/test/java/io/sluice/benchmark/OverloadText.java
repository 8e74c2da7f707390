package io.sluice.benchmark;

import java.util.List;

/** Loads beyond capacity as tables for a terminal. */
final class OverloadText {
  private final List<Figures.Overload> figures;

  OverloadText(List<Figures.Overload> figures) {
    this.figures = figures;
  }

  /** Both tables; empty without figures. */
  String text() {
    Table table =
        new Table(
            "Open loop beyond capacity; latencies in ms from when a request was due; peak: what the"
                + " same generator got about the capacity, before and afterwards;\n  statuses: -1"
                + " no connection free, -2 broken, -3 no answer",
            "network",
            "peak/s before",
            "after",
            "times",
            "offered/s",
            "sent/s",
            "good/s",
            "of peak",
            "p50",
            "p99",
            "refused p50",
            "refused p99",
            "p99 from sent",
            "recovery",
            "statuses");
    for (Figures.Overload each : figures) {
      table.row(
          each.network(),
          each.peakBefore(),
          each.peakAfter(),
          each.times(),
          each.offered(),
          each.sent(),
          each.good(),
          each.goodShare(),
          each.p50(),
          each.p99(),
          each.refusedP50(),
          each.refusedP99(),
          each.refusedFromSentP99(),
          each.recoveryMillis(),
          each.statuses());
    }
    return table.text() + cost();
  }

  private String cost() {
    Table table =
        new Table(
            "Processor time of these, in cores; the generator runs on the same ones",
            "network",
            "times",
            "cores",
            "server at peak",
            "generator at peak",
            "server",
            "generator",
            "us a refusal",
            "generator us a request",
            "of peak, for a core left",
            "generator scheduled");
    for (Figures.Overload each : figures) {
      Figures.OverloadCost cost = each.cost();
      table.row(
          each.network(),
          each.times(),
          cost.cores(),
          cost.peakServer(),
          cost.peakLoad(),
          cost.server(),
          cost.load(),
          cost.refusalMicros(),
          each.loadMicros(),
          each.goodShareOfLeft(),
          cost.scheduling());
    }
    return table.text();
  }
}
