package io.sluice.catalog;

import static io.sluice.codec.JsonTree.object;

import io.sluice.model.GateVerdict;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a gate found out in the form of the contract's {@code Gate}. */
final class GateForm {
  private static final String PREFIX = "sha256:";

  private GateForm() {}

  static Map<String, Object> of(GateVerdict gate) {
    return object(
        "passed",
        gate.passed(),
        "limits",
        gate.limits().stream().map(GateForm::limit).toList(),
        "dataset",
        dataset(gate.dataset()));
  }

  private static Map<String, Object> limit(GateVerdict.Measured limit) {
    return object(
        "limit", limit.limit().toString(),
        "measured", Double.isNaN(limit.value()) ? null : limit.value(),
        "passed", limit.passed());
  }

  private static @Nullable Map<String, Object> dataset(GateVerdict.@Nullable DataSet dataset) {
    return dataset == null
        ? null
        : object(
            "name", dataset.name(),
            "sha256", dataset.digest().value().substring(PREFIX.length()),
            "rows", dataset.rows());
  }
}
