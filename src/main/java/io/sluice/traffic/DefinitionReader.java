package io.sluice.traffic;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.model.ModelVersion;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the definition of an experiment, and tells everything that is wrong with it at once. */
public final class DefinitionReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final int MOST_ARMS = 10;
  private static final double PERCENT = 100;
  private static final double DEFAULT_SIGNIFICANCE = 0.05;
  private static final String HEADER = "[A-Za-z0-9-]{1,64}";
  private static final Set<String> MEMBERS =
      Set.of(
          "arms",
          "control",
          "assignment",
          "override",
          "start",
          "end",
          "metric",
          "minimumEffect",
          "significance",
          "guardrails",
          "schedule",
          "actions");

  private final Members members = new Members();

  private DefinitionReader() {}

  /**
   * Reads a body.
   *
   * @throws ServingException with every wrong member at once
   */
  public static ExperimentDefinition read(byte[] body) {
    JsonNode tree;
    try {
      tree = JSON.readTree(body);
    } catch (IOException e) {
      throw new ServingException(Kind.MALFORMED_BODY, "The body is no JSON.", e);
    }
    if (!tree.isObject()) {
      throw new ServingException(Kind.MALFORMED_BODY, "The body must be a JSON object.");
    }
    return new DefinitionReader().definition(tree);
  }

  private ExperimentDefinition definition(JsonNode tree) {
    members.checkMembers("", tree, MEMBERS);
    List<Arm> arms = arms(tree.path("arms"));
    String control = members.text("/control", tree.path("control"), "control");
    AssignmentRule rule = rule(tree.path("assignment"));
    boolean override = members.flag("/override", tree.path("override"));
    Instant start = members.parsed("/start", tree.path("start"), Instant::parse, "a moment in UTC");
    Instant end = members.parsed("/end", tree.path("end"), Instant::parse, "a moment in UTC");
    if (start != null && end != null && !start.isBefore(end)) {
      members.add("/end", Rule.RANGE, "The end must come after the start.");
    }
    Goal goal = goal(tree);
    Guardrails guardrails = guardrails(tree.path("guardrails"));
    CanarySchedule schedule = schedule(tree.path("schedule"), arms);
    JsonNode actions = tree.path("actions");
    members.checkMembers("/actions", actions, Set.of("promoteOnWin", "rollBackOnBreach"));
    ExperimentDefinition definition =
        new ExperimentDefinition(
            arms,
            control,
            rule,
            override,
            start,
            end,
            goal,
            guardrails,
            schedule,
            members.flag("/actions/promoteOnWin", actions.path("promoteOnWin")),
            members.flag("/actions/rollBackOnBreach", actions.path("rollBackOnBreach")));
    if (members.isRight()) {
      try {
        Experiment.check(arms, control);
      } catch (IllegalArgumentException e) {
        members.add("/arms", Rule.RANGE, String.valueOf(e.getMessage()));
      }
    }
    members.check();
    return definition;
  }

  private List<Arm> arms(JsonNode value) {
    List<Arm> arms = new ArrayList<>();
    if (!value.isArray() || value.size() < 2 || value.size() > MOST_ARMS) {
      members.add("/arms", Rule.TYPE, "This must be a list of 2 to " + MOST_ARMS + " arms.");
      return arms;
    }
    for (int i = 0; i < value.size(); i++) {
      JsonNode arm = value.get(i);
      String pointer = "/arms/" + i;
      members.checkMembers(pointer, arm, Set.of("name", "version", "weight", "shadow"));
      boolean shadow = members.flag(pointer + "/shadow", arm.path("shadow"));
      double weight = shadow && arm.path("weight").isMissingNode() ? 0 : weight(pointer, arm);
      try {
        arms.add(
            new Arm(
                arm.path("name").asText(),
                ModelVersion.parse(arm.path("version").asText()),
                (int) Math.round(weight * Arm.WHOLE / PERCENT),
                shadow));
      } catch (IllegalArgumentException e) {
        members.add(pointer, Rule.SYNTAX, String.valueOf(e.getMessage()));
      }
    }
    return arms;
  }

  private double weight(String pointer, JsonNode arm) {
    double weight = arm.path("weight").asDouble(-1);
    double points = weight * Arm.WHOLE / PERCENT;
    if (!arm.path("weight").isNumber()
        || weight < 0
        || weight > PERCENT
        || Math.abs(points - Math.rint(points)) > 1e-6) {
      members.add(
          new Violation(
              pointer + "/weight",
              Rule.RANGE,
              "A weight is a part of the requests in per cent, with two decimals at most.",
              new Violation.Range(0, PERCENT)));
      return 0;
    }
    return weight;
  }

  private AssignmentRule rule(JsonNode value) {
    members.checkMembers("/assignment", value, Set.of("header", "field", "caller", "random"));
    if (value.isMissingNode()) {
      return new AssignmentRule.AtRandom();
    }
    if (value.size() != 1) {
      members.add(
          "/assignment", Rule.TYPE, "This must have one of header, field, caller and random.");
    } else if (value.path("header").isTextual()) {
      String header = value.path("header").textValue();
      if (header.matches(HEADER)) {
        return new AssignmentRule.ByHeader(header);
      }
      members.add("/assignment/header", Rule.SYNTAX, "This is no name of a header.");
    } else if (value.path("field").isTextual()) {
      return new AssignmentRule.ByField(value.path("field").textValue());
    } else if (value.path("caller").asBoolean()) {
      return new AssignmentRule.ByCaller();
    } else if (!value.path("random").asBoolean()) {
      members.add(
          "/assignment", Rule.TYPE, "A header or field is a text, caller and random are true.");
    }
    return new AssignmentRule.AtRandom();
  }

  private Goal goal(JsonNode tree) {
    GoalMetric metric = GoalMetric.of(tree.path("metric").asText()).orElse(null);
    if (metric == null) {
      members.add(
          new Violation(
              "/metric",
              tree.has("metric") ? Rule.CATEGORY : Rule.MISSING,
              "This says what the arms are compared by.",
              Arrays.stream(GoalMetric.values()).map(GoalMetric::wireName).toList()));
    }
    double significance =
        tree.has("significance") ? tree.path("significance").asDouble(0) : DEFAULT_SIGNIFICANCE;
    if (!(significance >= Goal.LEAST_SIGNIFICANCE && significance <= Goal.MOST_SIGNIFICANCE)) {
      members.add(
          new Violation(
              "/significance",
              Rule.RANGE,
              "A significance is from 0.001 to 0.2.",
              new Violation.Range(Goal.LEAST_SIGNIFICANCE, Goal.MOST_SIGNIFICANCE)));
      significance = DEFAULT_SIGNIFICANCE;
    }
    double effect = tree.path("minimumEffect").asDouble(0);
    if (!(effect > 0) || !Double.isFinite(effect)) {
      members.add(
          "/minimumEffect",
          tree.has("minimumEffect") ? Rule.RANGE : Rule.MISSING,
          "This is the smallest difference that matters, in the metric's unit, above 0.");
      effect = 1;
    }
    return new Goal(metric == null ? GoalMetric.ACCURACY : metric, effect, significance);
  }

  private Guardrails guardrails(JsonNode value) {
    members.checkMembers("/guardrails", value, Set.of("errorRate", "latencyP99Millis"));
    try {
      return new Guardrails(
          members.number("/guardrails/errorRate", value.path("errorRate")),
          members.number("/guardrails/latencyP99Millis", value.path("latencyP99Millis")));
    } catch (IllegalArgumentException e) {
      members.add("/guardrails", Rule.RANGE, String.valueOf(e.getMessage()));
      return Guardrails.NONE;
    }
  }

  private @Nullable CanarySchedule schedule(JsonNode value, List<Arm> arms) {
    members.checkMembers("/schedule", value, Set.of("steps", "every"));
    if (value.isMissingNode()) {
      return null;
    }
    if (arms.stream().filter(arm -> !arm.shadow()).count() != 2) {
      members.add(
          "/schedule", Rule.TYPE, "Only an experiment of two arms that answer has a schedule.");
    }
    List<Double> steps = new ArrayList<>();
    value.path("steps").forEach(step -> steps.add(step.asDouble(-1)));
    boolean evidence = value.path("every").asText().equals("evidence");
    Duration every =
        evidence
            ? null
            : members.parsed("/schedule/every", value.path("every"), Duration::parse, "a duration");
    if (!evidence && every == null) {
      members.add("/schedule/every", Rule.MISSING, "This is a duration as in PT1H, or evidence.");
    }
    try {
      return new CanarySchedule(steps, every);
    } catch (IllegalArgumentException e) {
      members.add("/schedule", Rule.RANGE, String.valueOf(e.getMessage()));
      return null;
    }
  }
}
