package io.sluice.evaluation.figures;

import static io.sluice.codec.JsonTree.object;
import static io.sluice.evaluation.figures.ReportTree.orNull;

import io.sluice.model.Task;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A comparison of two versions as JSON. */
final class ComparisonTree {
  private ComparisonTree() {}

  static Map<String, Object> of(ClassificationComparison comparison, IntervalOptions options) {
    McNemar test = comparison.mcNemar();
    return object(
        "task", Task.CLASSIFICATION.wireName(),
        "rows", comparison.rows(),
        "level", options.level(),
        "first", comparison.first().figures().asMap(),
        "second", comparison.second().figures().asMap(),
        "differences", differences(comparison.differences(options)),
        "mcNemar",
            object(
                "onlyFirst", test.onlyFirst(),
                "onlySecond", test.onlySecond(),
                "pValue", test.pValue(),
                "exact", test.exact()));
  }

  static Map<String, Object> of(RegressionComparison comparison, IntervalOptions options) {
    return object(
        "task", Task.REGRESSION.wireName(),
        "rows", comparison.rows(),
        "level", options.level(),
        "first", comparison.first().figures().asMap(),
        "second", comparison.second().figures().asMap(),
        "differences", differences(comparison.differences(options)));
  }

  private static Map<String, Object> differences(Map<Figure, Difference> differences) {
    Map<String, Object> named = new LinkedHashMap<>();
    differences.forEach(
        (figure, difference) ->
            named.put(
                figure.wireName(),
                object(
                    "value", difference.value(),
                    "lower", difference.interval().map(Interval::lower).orElse(null),
                    "upper", difference.interval().map(Interval::upper).orElse(null),
                    "method", difference.interval().map(i -> i.method().wireName()).orElse(null),
                    "pValue", orNull(difference.pValue()),
                    "significant", difference.significant())));
    return Collections.unmodifiableMap(named);
  }
}
