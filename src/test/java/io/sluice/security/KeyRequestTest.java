package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelName;
import io.sluice.model.Role;
import io.sluice.model.ServingException;
import io.sluice.model.Violation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyRequestTest {
  private static KeyRequest read(String body) {
    return KeyRequest.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void read_everyMember_isTaken() {
    KeyRequest request =
        read(
            """
            {"label":"Pipeline of team A","roles":["model-admin","predict"],"models":["iris"],
             "limitPerMinute":600}""");

    assertThat(request.label()).isEqualTo("Pipeline of team A");
    assertThat(request.roles()).containsExactly(Role.PREDICT, Role.MODEL_ADMIN);
    assertThat(request.models()).containsExactly(new ModelName("iris"));
    assertThat(request.limitPerMinute()).isEqualTo(600);
  }

  @Test
  void read_onlyWhatIsNeeded_hasNoModelsAndNoLimit() {
    KeyRequest request = read("{\"label\":\"a\",\"roles\":[\"predict\"]}");

    assertThat(request.models()).isEmpty();
    assertThat(request.limitPerMinute()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "1", "{} {}", "{\"label\":\"a\",\"label\":\"b\"}"})
  void read_noJsonObject_isMalformed(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            ServingException.class,
            e -> assertThat(e.kind()).isEqualTo(ServingException.Kind.MALFORMED_BODY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/label|{'label':1,'roles':['predict']}",
        "/label|{'label':'','roles':['predict']}",
        "/label|{'label':'a\\nb','roles':['predict']}",
        "/label|{'label':'a\\u202eb','roles':['predict']}",
        "/label|{'roles':['predict']}",
        "/roles|{'label':'a'}",
        "/roles|{'label':'a','roles':[]}",
        "/roles|{'label':'a','roles':'predict'}",
        "/roles|{'label':'a','roles':['root']}",
        "/roles|{'label':'a','roles':[1]}",
        "/models|{'label':'a','roles':['predict'],'models':[]}",
        "/models|{'label':'a','roles':['predict'],'models':['../x']}",
        "/limitPerMinute|{'label':'a','roles':['predict'],'limitPerMinute':0}",
        "/limitPerMinute|{'label':'a','roles':['predict'],'limitPerMinute':1e3}",
        "/limitPerMinute|{'label':'a','roles':['predict'],'limitPerMinute':9999999999}",
        "/admin|{'label':'a','roles':['predict'],'admin':true}",
      })
  void read_wrongMember_isNamed(String pointer, String body) {
    assertThatThrownBy(() -> read(body.replace('\'', '"')))
        .isInstanceOfSatisfying(
            InvalidInstancesException.class,
            e ->
                assertThat(e.violations().stream().map(Violation::pointer))
                    .containsExactly(pointer));
  }

  @Test
  void read_severalWrongMembers_areNamedAtOnce() {
    assertThatThrownBy(() -> read("{\"roles\":[\"root\"],\"limitPerMinute\":-1}"))
        .isInstanceOfSatisfying(
            InvalidInstancesException.class, e -> assertThat(e.total()).isEqualTo(3));
  }
}
