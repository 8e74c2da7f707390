package io.sluice.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report's JSON, as those read it who show it. What is not there is empty. */
final class ReportView {
  private final Map<String, Object> tree;

  private ReportView(Map<String, Object> tree) {
    this.tree = tree;
  }

  /** The report of an evaluation; empty while there is none. */
  static ReportView of(StoredEvaluation one) {
    return new ReportView(
        one.report() == null ? Map.of() : object(EvaluationForm.report(one.report())));
  }

  /** Figures by their names. */
  Map<String, Object> figures(String member) {
    return object(tree.get(member));
  }

  /** An object within an object. */
  Map<String, Object> child(String member, String name) {
    return object(object(tree.get(member)).get(name));
  }

  /** The figures of one version: for each its name, value, and the ends of its interval. */
  List<List<@Nullable Object>> figureRows() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    figures("figures")
        .forEach(
            (name, value) -> {
              Map<String, Object> interval = child("intervals", name);
              rows.add(Arrays.asList(name, value, interval.get("lower"), interval.get("upper")));
            });
    return rows;
  }

  /**
   * The figures of two versions: for each its name, both values, their difference, the ends of its
   * interval, and its p-value.
   */
  List<List<@Nullable Object>> differenceRows() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    Map<String, Object> second = figures("second");
    figures("first")
        .forEach(
            (name, value) -> {
              Map<String, Object> difference = child("differences", name);
              rows.add(
                  Arrays.asList(
                      name,
                      value,
                      second.get(name),
                      difference.get("value"),
                      difference.get("lower"),
                      difference.get("upper"),
                      difference.get("pValue")));
            });
    return rows;
  }

  /** A list of objects. */
  List<Map<String, Object>> objects(String member) {
    return list(tree.get(member)).stream().map(ReportView::object).toList();
  }

  /** A member as it is; null if it is not there. */
  @Nullable Object get(String member) {
    return tree.get(member);
  }

  @SuppressWarnings("unchecked") // JSON's objects have texts for names.
  static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
