package io.sluice.evaluation;

import io.sluice.codec.Html;
import io.sluice.codec.HtmlPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An evaluation as a page that needs nothing else, to be read and printed. */
final class EvaluationPage {
  private final StoredEvaluation one;
  private final ReportView report;
  private final Html page;

  private EvaluationPage(StoredEvaluation one) {
    this.one = one;
    this.report = ReportView.of(one);
    this.page = HtmlPage.begin(title(one));
  }

  /** The page in UTF-8. */
  static byte[] of(StoredEvaluation one) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new EvaluationPage(one).write().writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static String title(StoredEvaluation one) {
    String version = "%s, version %s".formatted(one.version().name(), one.version().version());
    return one.second() == null ? version : version + " and " + one.second();
  }

  private Html write() {
    page.fixed("<header>").element("h1", title(one)).open("p", "class", "meta");
    page.element("span", "Evaluation " + one.id(), "class", "chip");
    page.element("span", "%,d rows".formatted(one.rows()), "class", "chip");
    page.element("code", one.dataDigest()).close("p").fixed("</header>\n");
    if (one.report() == null) {
      page.element("p", one.failure() == null ? one.state().name() : one.failure());
    } else if (one.second() == null) {
      figures();
      classes();
      confusion();
      charts();
    } else {
      differences();
    }
    return HtmlPage.end(page);
  }

  private void figures() {
    table("Figures", List.of("Figure", "Value", "95 % interval"));
    for (List<@Nullable Object> row : report.figureRows()) {
      row(String.valueOf(row.get(0)), number(row.get(1)), interval(row.get(2), row.get(3)));
    }
    page.close("table");
  }

  private void classes() {
    List<Map<String, Object>> classes = report.objects("classes");
    if (classes.isEmpty()) {
      return;
    }
    table("Classes", List.of("Class", "Rows", "Precision", "Recall", "F1", "Specificity", "AUC"));
    for (Map<String, Object> one : classes) {
      row(
          String.valueOf(one.get("label")),
          String.valueOf(one.get("support")),
          number(one.get("precision")),
          number(one.get("recall")),
          number(one.get("f1")),
          number(one.get("specificity")),
          number(ReportView.object(one.get("ranking")).get("rocAuc")));
    }
    page.close("table");
  }

  private void confusion() {
    Map<String, Object> confusion = report.figures("confusion");
    List<?> labels = ReportView.list(confusion.get("labels"));
    if (labels.isEmpty()) {
      return;
    }
    page.element("h2", "Confusion").open("table").open("tr").element("th", "true \\ predicted");
    labels.forEach(label -> page.element("th", String.valueOf(label)));
    page.close("tr");
    List<?> counts = ReportView.list(confusion.get("counts"));
    for (int truth = 0; truth < counts.size(); truth++) {
      page.open("tr").element("th", String.valueOf(labels.get(truth)));
      ReportView.list(counts.get(truth))
          .forEach(count -> page.element("td", String.valueOf(count)));
      page.close("tr");
    }
    page.close("table");
  }

  private void charts() {
    Chart roc = new Chart("ROC", "false positive rate", "true positive rate", 0, 1).diagonal();
    Chart pr = new Chart("Precision and recall", "recall", "precision", 0, 1);
    boolean ranked = false;
    for (Map<String, Object> one : report.objects("classes")) {
      Map<String, Object> ranking = ReportView.object(one.get("ranking"));
      List<?> curve = ReportView.list(ranking.get("roc"));
      if (!curve.isEmpty()) {
        ranked = true;
        roc.line(curve);
        pr.line(ReportView.list(ranking.get("precisionRecall")));
      }
    }
    page.element("h2", "Pictures").open("div", "class", "columns");
    if (ranked) {
      roc.writeTo(page);
      pr.writeTo(page);
    }
    List<List<Object>> bins =
        ReportView.list(report.figures("calibration").get("bins")).stream()
            .map(ReportView::object)
            .filter(bin -> bin.get("predicted") != null && bin.get("observed") != null)
            .map(bin -> List.of(bin.get("predicted"), bin.get("observed")))
            .toList();
    if (!bins.isEmpty()) {
      new Chart("Calibration", "predicted", "observed", 0, 1)
          .diagonal()
          .line(bins)
          .dots(bins)
          .writeTo(page);
    }
    List<?> sample = ReportView.list(report.get("sample"));
    if (!sample.isEmpty()) {
      double[] range = range(sample);
      new Chart("Predicted against true", "true", "predicted", range[0], range[1])
          .diagonal()
          .dots(sample)
          .writeTo(page);
    }
    page.close("div");
  }

  private void differences() {
    table(
        "Differences",
        List.of("Figure", "First", "Second", "Second less first", "95 % interval", "p"));
    for (List<@Nullable Object> row : report.differenceRows()) {
      row(
          String.valueOf(row.get(0)),
          number(row.get(1)),
          number(row.get(2)),
          number(row.get(3)),
          interval(row.get(4), row.get(5)),
          number(row.get(6)));
    }
    page.close("table");
  }

  private static String interval(@Nullable Object lower, @Nullable Object upper) {
    return lower == null ? "" : number(lower) + " to " + number(upper);
  }

  private void table(String title, List<String> columns) {
    page.element("h2", title).open("table").open("tr");
    columns.forEach(column -> page.element("th", column));
    page.close("tr");
  }

  private void row(String... cells) {
    page.open("tr");
    for (String cell : cells) {
      page.element("td", cell);
    }
    page.close("tr");
  }

  private static double[] range(List<?> pairs) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Object pair : pairs) {
      for (Object value : ReportView.list(pair)) {
        double number = ((Number) value).doubleValue();
        least = Math.min(least, number);
        most = Math.max(most, number);
      }
    }
    return new double[] {least, most};
  }

  private static String number(@Nullable Object value) {
    if (!(value instanceof Number number)) {
      return "";
    }
    double shown = number.doubleValue();
    return Math.abs(shown) >= 1000
        ? String.format(Locale.ROOT, "%,.1f", shown)
        : String.format(Locale.ROOT, "%.4f", shown);
  }
}
