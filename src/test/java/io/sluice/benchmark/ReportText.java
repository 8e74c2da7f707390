package io.sluice.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A report as tables for a terminal. */
final class ReportText {
  private final Report report;

  ReportText(Report report) {
    this.report = report;
  }

  /** All tables of what was measured, the verdicts last. */
  String text() {
    return String.join(
        "",
        report.getMachine().describe() + "\n",
        inference(),
        codec(),
        load("Closed loop (wrk, 1 thread, beside the server on the same cores)", report.getLoad()),
        load("Batched and unbatched", report.getBatching()),
        half(),
        new OverloadText(report.getOverload()).text(),
        targets());
  }

  private String inference() {
    Table table =
        new Table(
            "In process, one thread, microseconds a batch",
            "network",
            "rows",
            "ONNX Runtime",
            "plan",
            "DL4J",
            "plan / ONNX Runtime",
            "DL4J / plan");
    for (Figures.Inference each : report.getInference()) {
      table.row(
          each.network(),
          each.rows(),
          each.raw(),
          each.plan(),
          each.deeplearning4j(),
          each.planOverRaw(),
          each.deeplearning4j() / each.plan());
    }
    return table.text();
  }

  private String codec() {
    Table table =
        new Table(
            "JSON codec in process", "values", "read us", "heap bytes", "write us", "heap bytes");
    for (Figures.Codec each : report.getCodec()) {
      table.row(
          each.values(),
          each.readMicros(),
          each.readBytes(),
          each.writeMicros(),
          each.writeBytes());
    }
    return table.text();
  }

  private static String load(String title, List<Figures.Load> figures) {
    Table table =
        new Table(
            title + "; latencies in ms",
            "network",
            "format",
            "conn",
            "server",
            "req/s",
            "of first",
            "p50",
            "p99",
            "p99.9",
            "cpu us/req",
            "RSS MiB",
            "failed");
    for (Figures.Load each : figures) {
      table.row(
          each.network(),
          each.format(),
          each.connections(),
          each.server(),
          each.perSecond(),
          each.perSecond() / first(figures, each).perSecond(),
          each.p50(),
          each.p99(),
          each.p999(),
          each.cpuMicros(),
          each.rssMebibytes(),
          each.failed());
    }
    return table.text();
  }

  /** What a row is compared with: the first server of the same case. */
  private static Figures.Load first(List<Figures.Load> figures, Figures.Load row) {
    Optional<Figures.Load> first =
        figures.stream()
            .map(Figures.Load::server)
            .distinct()
            .map(
                server ->
                    Report.find(figures, server, row.network(), row.format(), row.connections()))
            .flatMap(Optional::stream)
            .findFirst();
    return first.orElse(row);
  }

  private String half() {
    Table table =
        new Table(
            "Open loop at half of the capacity; latencies in ms from when a request was due",
            "network",
            "server",
            "offered/s",
            "p50",
            "p99",
            "p99.9",
            "p99 from sent",
            "p99 / p50",
            "not 200");
    for (Figures.HalfLoad each : report.getHalf()) {
      table.row(
          each.network(),
          each.server(),
          each.perSecond(),
          each.p50(),
          each.p99(),
          each.p999(),
          each.sentP99(),
          each.p99() / each.p50(),
          each.failed());
    }
    StringBuilder text = new StringBuilder(table.text());
    for (Figures.Stalls each : report.getStalls()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  the machine alone, just before: %.2f %% of its time lost in stalls over 0.3 ms,"
                  + " the longest %.1f ms\n",
              each.share() * 100,
              each.longestMillis()));
    }
    return text.toString();
  }

  private String targets() {
    Table table = new Table("Targets", "", "target", "wanted", "found");
    for (Target each : report.getTargets()) {
      table.row(each.met() ? "met" : "MISSED", each.name(), each.wanted(), each.found());
    }
    return table.text();
  }
}
