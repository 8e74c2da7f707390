package io.sluice.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a report as a table: {@code figure,value,lower,upper} for one version, {@code
 * figure,first,second,difference,lower,upper,p_value} for two. What is not defined is empty.
 */
final class EvaluationCsv {
  private static final String ONE = "figure,value,lower,upper\r\n";
  private static final String TWO = "figure,first,second,difference,lower,upper,p_value\r\n";

  private EvaluationCsv() {}

  /** The table in UTF-8, its header alone while there is no report. */
  static byte[] of(StoredEvaluation one) {
    ReportView report = ReportView.of(one);
    boolean alone = one.second() == null;
    StringBuilder csv = new StringBuilder(alone ? ONE : TWO);
    for (List<@Nullable Object> row : alone ? report.figureRows() : report.differenceRows()) {
      line(csv, row);
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Names of figures and numbers only: nothing in them needs quotes. */
  private static void line(StringBuilder csv, List<@Nullable Object> cells) {
    String between = "";
    for (Object cell : cells) {
      csv.append(between).append(cell == null ? "" : cell);
      between = ",";
    }
    csv.append("\r\n");
  }
}
