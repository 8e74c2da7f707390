package io.sluice.experiment;

import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.InputField;
import io.sluice.model.ModelName;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import io.sluice.traffic.Arm;
import io.sluice.traffic.AssignmentRule;
import io.sluice.traffic.ExperimentDefinition;
import io.sluice.traffic.FieldKey;
import io.sluice.traffic.GoalMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the arms of a definition can be compared on this server. */
final class ExperimentCheck {
  private final ModelEntry model;
  private final ExperimentDefinition definition;

  private ExperimentCheck(ModelEntry model, ExperimentDefinition definition) {
    this.model = model;
    this.definition = definition;
  }

  /**
   * Checks a definition.
   *
   * @throws ChangeException of kind {@code EXPERIMENT_REJECTED}, with the reason, and the arms that
   *     it is about
   */
  static void check(ModelEntry model, ExperimentDefinition definition) {
    new ExperimentCheck(model, definition).check();
  }

  private void check() {
    List<ModelSignature> signatures = signatures();
    ModelSignature first = signatures.get(0);
    List<Violation> different = new ArrayList<>();
    for (int i = 1; i < signatures.size(); i++) {
      if (!sameInputs(first, signatures.get(i))) {
        different.add(
            violation(
                i, Rule.SHAPE, "This version takes other inputs than that of the first arm."));
      }
    }
    if (!different.isEmpty()) {
      throw rejected(
          model.name(), "INPUTS_DIFFER", "the arms do not take the same inputs", different);
    }
    if (definition.rule() instanceof AssignmentRule.ByField field
        && !FieldKey.fits(first, field.name())) {
      throw rejected(
          model.name(),
          "FIELD_UNFIT",
          "the assignment names no field of the inputs that can be a key",
          List.of());
    }
    for (ModelSignature signature : signatures) {
      if (!fits(definition.goal().metric(), signature.outputs().get(0))) {
        throw rejected(
            model.name(),
            "METRIC_UNFIT",
            "the outputs of the arms have no " + definition.goal().metric().wireName(),
            List.of());
      }
    }
  }

  private List<ModelSignature> signatures() {
    List<ModelSignature> signatures = new ArrayList<>();
    List<Violation> unready = new ArrayList<>();
    List<Arm> arms = definition.arms();
    for (int i = 0; i < arms.size(); i++) {
      VersionStatus status = model.version(arms.get(i).version()).orElse(null);
      if (status == null || status.state() != VersionState.READY || status.signature() == null) {
        String detail =
            status == null
                ? "There is no such version."
                : "This version is " + status.state() + ", and so does not answer.";
        unready.add(violation(i, Rule.UNKNOWN, detail));
      } else {
        signatures.add(status.signature());
      }
    }
    if (!unready.isEmpty()) {
      throw rejected(
          model.name(), "VERSION_NOT_READY", "not every arm has a version that answers", unready);
    }
    return signatures;
  }

  /** Whether what is right for one is right for the other, and means the same. */
  private static boolean sameInputs(ModelSignature left, ModelSignature right) {
    return byName(left).equals(byName(right)) && left.inputNames().equals(right.inputNames());
  }

  private static Map<String, InputField> byName(ModelSignature signature) {
    Map<String, InputField> fields = new LinkedHashMap<>();
    signature.inputs().forEach(field -> fields.put(field.name(), field));
    return fields;
  }

  private static boolean fits(GoalMetric metric, OutputField output) {
    return switch (metric) {
      case ACCURACY -> output instanceof OutputField.ClassOutput;
      case MAE, MSE -> output instanceof OutputField.QuantityOutput;
      case MEAN_VALUE -> true;
    };
  }

  private static Violation violation(int arm, Rule rule, String detail) {
    return new Violation("/arms/" + arm + "/version", rule, detail, null);
  }

  private static ChangeException rejected(
      ModelName model, String reason, String what, List<Violation> differences) {
    return new ChangeException(
        Kind.EXPERIMENT_REJECTED,
        reason,
        "the experiment of '%s' cannot be made: %s".formatted(model, what),
        differences,
        null);
  }
}
