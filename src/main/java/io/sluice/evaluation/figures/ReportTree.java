package io.sluice.evaluation.figures;

import static io.sluice.codec.JsonTree.object;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Parts that the reports' JSON has in common. What is not defined is left out. */
final class ReportTree {
  private ReportTree() {}

  static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  static @Nullable Map<String, Object> orNull(Optional<Interval> interval) {
    return interval.map(ReportTree::interval).orElse(null);
  }

  static Map<String, Object> interval(Interval interval) {
    return object(
        "lower", interval.lower(),
        "upper", interval.upper(),
        "method", interval.method().wireName());
  }

  static Map<String, Object> intervals(Map<Figure, Interval> intervals) {
    Map<String, Object> named = new LinkedHashMap<>();
    intervals.forEach((figure, interval) -> named.put(figure.wireName(), interval(interval)));
    return Collections.unmodifiableMap(named);
  }

  /** A list, or null where it has nothing. */
  static <T> @Nullable List<T> orNull(List<T> list) {
    return list.isEmpty() ? null : list;
  }
}
