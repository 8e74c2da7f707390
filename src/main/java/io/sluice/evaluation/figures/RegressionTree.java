package io.sluice.evaluation.figures;

import static io.sluice.codec.JsonTree.object;
import static io.sluice.evaluation.figures.ReportTree.orNull;

import io.sluice.model.Task;
import java.util.List;
import java.util.Map;

/** A regression's report as JSON. */
final class RegressionTree {
  private RegressionTree() {}

  static Map<String, Object> of(RegressionReport report) {
    return object(
        "task", Task.REGRESSION.wireName(),
        "rows", report.rows(),
        "relativeRows", report.relativeRows(),
        "figures", report.figures().asMap(),
        "bias", orNull(report.bias()),
        "level", report.level(),
        "intervals", ReportTree.intervals(report.intervals()),
        "residuals",
            orNull(
                report.residuals().stream()
                    .map(q -> object("share", q.share(), "value", q.value()))
                    .toList()),
        "sample",
            orNull(
                report.sample().stream()
                    .map(pair -> List.of(pair.actual(), pair.predicted()))
                    .toList()));
  }
}
