package io.sluice.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ServingException;
import io.sluice.model.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DefinitionReaderTest {
  private static final String FULL =
      """
      {"arms":[{"name":"control","version":"1","weight":99},
               {"name":"challenger","version":"2","weight":1},
               {"name":"third","version":"3","shadow":true}],
       "control":"control",
       "assignment":{"header":"X-User-Id"},
       "override":true,
       "start":"2026-11-24T12:00:00Z","end":"2026-12-24T12:00:00Z",
       "metric":"accuracy","minimumEffect":0.005,"significance":0.01,
       "guardrails":{"errorRate":0.02,"latencyP99Millis":50.0},
       "schedule":{"steps":[1.0,5.0,25.0,50.0,100.0],"every":"PT1H"},
       "actions":{"promoteOnWin":true,"rollBackOnBreach":true}}""";
  private static final String FULL_ON_ONE_LINE =
      "{\"arms\":[{\"name\":\"a\",\"version\":\"1\",\"weight\":100},"
          + "{\"name\":\"s\",\"version\":\"2\",\"shadow\":true}],\"control\":\"a\","
          + "\"start\":\"2026-11-24T12:00:00Z\",\"metric\":\"accuracy\",\"minimumEffect\":0.01,"
          + "\"guardrails\":{\"errorRate\":0.5}}";

  private static final String ARMS =
      "{\"arms\":[{\"name\":\"control\",\"version\":\"1\",\"weight\":50},"
          + "{\"name\":\"b\",\"version\":\"2\",\"weight\":50}],";

  @Test
  void read_everyMember_isKept() {
    ExperimentDefinition definition = read(FULL);

    assertThat(definition.arms()).extracting(Arm::weight).containsExactly(9_900, 100, 0);
    assertThat(definition.rule()).isEqualTo(new AssignmentRule.ByHeader("X-User-Id"));
    assertThat(definition.goal()).isEqualTo(new Goal(GoalMetric.ACCURACY, 0.005, 0.01));
    assertThat(definition.guardrails()).isEqualTo(new Guardrails(0.02, 50.0));
    assertThat(definition.schedule())
        .isEqualTo(new CanarySchedule(List.of(1.0, 5.0, 25.0, 50.0, 100.0), Duration.ofHours(1)));
    assertThat(definition.promoteOnWin()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FULL_ON_ONE_LINE,
        "{\"arms\":[{\"name\":\"control\",\"version\":\"1\",\"weight\":33.33},"
            + "{\"name\":\"b\",\"version\":\"2\",\"weight\":66.67}],\"metric\":\"mae\","
            + "\"minimumEffect\":250,\"assignment\":{\"field\":\"ref\"}}",
        "{\"arms\":[{\"name\":\"control\",\"version\":\"1\",\"weight\":50},"
            + "{\"name\":\"b\",\"version\":\"2\",\"weight\":50}],\"metric\":\"meanValue\","
            + "\"minimumEffect\":0.5,\"assignment\":{\"caller\":true},"
            + "\"schedule\":{\"steps\":[10],\"every\":\"evidence\"}}",
      })
  void read_whatWasWritten_isTheSame(String text) {
    ExperimentDefinition definition = read(text);

    assertThat(DefinitionReader.read(DefinitionForm.bytes(definition))).isEqualTo(definition);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"minimumEffect\":1}|/metric",
        "\"metric\":\"speed\",\"minimumEffect\":1}|/metric",
        "\"metric\":\"mae\"}|/minimumEffect",
        "\"metric\":\"mae\",\"minimumEffect\":-1}|/minimumEffect",
        "\"metric\":\"mae\",\"minimumEffect\":1,\"significance\":0.5}|/significance",
        "\"metric\":\"mae\",\"minimumEffect\":1,\"extra\":1}|/extra",
        "\"metric\":\"mae\",\"minimumEffect\":1,\"control\":\"c\"}|/arms",
        "\"metric\":\"mae\",\"minimumEffect\":1,\"start\":\"noon\"}|/start",
        "\"metric\":\"mae\",\"minimumEffect\":1,\"assignment\":{\"header\":\"a b\"}}|"
            + "/assignment/header",
        "\"metric\":\"mae\",\"minimumEffect\":1,\"assignment\":{}}|/assignment",
        "\"metric\":\"mae\",\"minimumEffect\":1,\"guardrails\":{\"errorRate\":2}}|/guardrails",
        "\"metric\":\"mae\",\"minimumEffect\":1,\"guardrails\":[]}|/guardrails",
        "\"metric\":\"mae\",\"minimumEffect\":1,\"schedule\":{\"steps\":[5,1],\"every\":\"PT1H\"}}|"
            + "/schedule",
        "\"metric\":\"mae\",\"minimumEffect\":1,\"schedule\":{\"steps\":[5]}}|/schedule/every",
        "\"metric\":\"mae\",\"minimumEffect\":1,\"start\":\"2026-11-24T12:00:00Z\","
            + "\"end\":\"2026-11-24T12:00:00Z\"}|/end",
        "\"metric\":\"mae\",\"minimumEffect\":1,\"override\":1}|/override",
      })
  void read_oneWrongMember_isNamed(String rest, String pointer) {
    assertThatThrownBy(() -> read(ARMS + rest))
        .asInstanceOf(InstanceOfAssertFactories.type(InvalidInstancesException.class))
        .extracting(
            e -> e.violations().stream().map(Violation::pointer).toList(),
            InstanceOfAssertFactories.LIST)
        .containsExactly(pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{\"name\":\"a\",\"version\":\"1\",\"weight\":100}]",
        "[{\"name\":\"control\",\"version\":\"1\",\"weight\":50},"
            + "{\"name\":\"control\",\"version\":\"2\",\"weight\":50}]",
        "[{\"name\":\"control\",\"version\":\"1\",\"weight\":50},"
            + "{\"name\":\"b\",\"version\":\"2\",\"weight\":49}]",
        "[{\"name\":\"control\",\"version\":\"1\",\"weight\":50},"
            + "{\"name\":\"b\",\"version\":\"2\",\"weight\":50.001}]",
        "[{\"name\":\"control\",\"version\":\"1\",\"weight\":-50},"
            + "{\"name\":\"b\",\"version\":\"2\",\"weight\":150}]",
        "[{\"name\":\"control\",\"version\":\"x\",\"weight\":50},"
            + "{\"name\":\"b\",\"version\":\"2\",\"weight\":50}]",
        "[{\"name\":\"control\",\"version\":\"1\",\"shadow\":true},"
            + "{\"name\":\"b\",\"version\":\"2\",\"weight\":100}]",
        "[1,2]",
      })
  void read_armsThatContradict_areRefused(String arms) {
    String body = "{\"arms\":" + arms + ",\"metric\":\"mae\",\"minimumEffect\":1}";

    assertThatThrownBy(() -> read(body))
        .asInstanceOf(InstanceOfAssertFactories.type(InvalidInstancesException.class))
        .satisfies(
            e ->
                assertThat(e.violations())
                    .isNotEmpty()
                    .allSatisfy(one -> assertThat(one.pointer()).startsWith("/arms")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"a\":1,\"a\":2}", "{} {}"})
  void read_noObject_isMalformed(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(ServingException.class);
  }

  private static ExperimentDefinition read(String body) {
    return DefinitionReader.read(body.getBytes(StandardCharsets.UTF_8));
  }
}
