package io.sluice.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The figures of a report as a table: {@code figure,value,lower,upper} for one version, {@code
 * figure,first,second,difference,lower,upper,p_value} for two. What is not defined is empty.
 */
final class EvaluationCsv {
  private EvaluationCsv() {}

  /** The table in UTF-8, its header alone while there is no report. */
  static byte[] of(StoredEvaluation one) {
    ReportView report = ReportView.of(one);
    StringBuilder csv = new StringBuilder();
    if (one.second() == null) {
      csv.append("figure,value,lower,upper\r\n");
      report
          .figures("figures")
          .forEach(
              (name, value) -> {
                Map<String, Object> interval = report.child("intervals", name);
                line(csv, name, value, interval.get("lower"), interval.get("upper"));
              });
    } else {
      csv.append("figure,first,second,difference,lower,upper,p_value\r\n");
      Map<String, Object> second = report.figures("second");
      report
          .figures("first")
          .forEach(
              (name, value) -> {
                Map<String, Object> difference = report.child("differences", name);
                line(
                    csv,
                    name,
                    value,
                    second.get(name),
                    difference.get("value"),
                    difference.get("lower"),
                    difference.get("upper"),
                    difference.get("pValue"));
              });
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Names of figures and numbers only: nothing in them needs quotes. */
  private static void line(StringBuilder csv, Object... cells) {
    for (int i = 0; i < cells.length; i++) {
      csv.append(i == 0 ? "" : ",").append(cells[i] == null ? "" : cells[i]);
    }
    csv.append("\r\n");
  }
}
