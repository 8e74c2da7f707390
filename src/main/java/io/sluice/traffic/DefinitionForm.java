package io.sluice.traffic;

import static io.sluice.codec.JsonTree.boundOrNull;
import static io.sluice.codec.JsonTree.object;

import io.sluice.codec.JsonTree;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a definition as {@link DefinitionReader} reads it. */
public final class DefinitionForm {
  private static final double PERCENT = 100;

  private DefinitionForm() {}

  /** The definition as JSON in UTF-8. */
  public static byte[] bytes(ExperimentDefinition definition) {
    return JsonTree.bytes(of(definition));
  }

  /** The definition as a tree of plain values. */
  public static Map<String, Object> of(ExperimentDefinition definition) {
    Goal goal = definition.goal();
    return object(
        "arms", definition.arms().stream().map(DefinitionForm::arm).toList(),
        "control", definition.control(),
        "assignment", rule(definition.rule()),
        "override", definition.override(),
        "start", text(definition.start()),
        "end", text(definition.end()),
        "metric", goal.metric().wireName(),
        "minimumEffect", boundOrNull(goal.minimumEffect()),
        "significance", goal.significance(),
        "guardrails", guardrails(definition.guardrails()),
        "schedule", schedule(definition.schedule()),
        "actions",
            object(
                "promoteOnWin", definition.promoteOnWin(),
                "rollBackOnBreach", definition.rollBackOnBreach()));
  }

  private static Map<String, Object> arm(Arm arm) {
    return arm.shadow()
        ? object("name", arm.name(), "version", arm.version().toString(), "shadow", true)
        : object(
            "name", arm.name(),
            "version", arm.version().toString(),
            "weight", boundOrNull(arm.weight() * PERCENT / Arm.WHOLE));
  }

  private static Map<String, Object> rule(AssignmentRule rule) {
    if (rule instanceof AssignmentRule.ByHeader header) {
      return object("header", header.name());
    }
    if (rule instanceof AssignmentRule.ByField field) {
      return object("field", field.name());
    }
    return object(rule instanceof AssignmentRule.ByCaller ? "caller" : "random", true);
  }

  private static @Nullable Map<String, Object> guardrails(Guardrails guardrails) {
    return guardrails.equals(Guardrails.NONE)
        ? null
        : object(
            "errorRate", guardrails.errorRate(),
            "latencyP99Millis", guardrails.latencyP99Millis());
  }

  private static @Nullable Map<String, Object> schedule(@Nullable CanarySchedule schedule) {
    return schedule == null
        ? null
        : object(
            "steps", schedule.steps(),
            "every", Objects.requireNonNullElse(text(schedule.every()), "evidence"));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
