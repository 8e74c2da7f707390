package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract owes its readers of every operation. */
final class ContractOperationsTest {
  private static final Contract CONTRACT = Contract.ofSource();

  static List<Operation> operations() {
    return CONTRACT.operations();
  }

  @Test
  void operationIds_all_areUniqueCamelCase() {
    assertThat(operations().stream().map(Operation::id))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z]+([A-Z][a-z]+)*"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_any_saysWhatItIsFor(Operation operation) {
    List<String> tags = CONTRACT.document().path("tags").findValuesAsText("name");

    assertThat(operation.node().path("summary").asText()).isNotBlank();
    assertThat(operation.node().path("description").asText()).isNotBlank();
    assertThat(Contract.texts(operation.node().path("tags"))).hasSize(1).isSubsetOf(tags);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_any_showsAnExampleOfAllThatGoesInAndOut(Operation operation) {
    SoftAssertions softly = new SoftAssertions();
    operation
        .parameters()
        .forEach(
            parameter -> softly.assertThat(parameter.has("example")).as("%s", parameter).isTrue());
    operation
        .requestContent()
        .forEach(
            (type, body) ->
                softly.assertThat(body.path("examples")).as("body %s", type).isNotEmpty());
    operation
        .responses()
        .forEach(
            (status, answer) ->
                Operation.content(answer)
                    .forEach(
                        (type, body) ->
                            softly
                                .assertThat(body.path("examples"))
                                .as("%s %s", status, type)
                                .isNotEmpty()));
    softly.assertAll();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_any_namesItsErrorAnswers(Operation operation) {
    assertThat(operation.statuses())
        .as("a good answer and a bad one")
        .anyMatch(status -> status.startsWith("2"))
        .anyMatch(status -> status.matches("[45].."));
    if (!operation.isOurs()) {
      return;
    }
    assertThat(operation.statuses()).contains("401", "405", "406", "429", "500");
    String role = operation.node().path("x-role").asText();
    assertThat(operation.statuses().contains("403")).isEqualTo(!role.equals("none"));
    if (operation.path().contains("{")) {
      assertThat(operation.statuses()).contains("404");
    }
    if (operation.hasBody()) {
      assertThat(operation.statuses()).contains("413", "415");
    }
    if (operation.id().startsWith("predict")) {
      assertThat(operation.statuses()).contains("400", "503");
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void answer_any_bearsItsIdAndErrorsAreProblems(Operation operation) {
    for (Map.Entry<String, JsonNode> answer : operation.responses().entrySet()) {
      String status = answer.getKey();
      JsonNode headers = answer.getValue().path("headers");
      assertThat(headers.has("X-Request-Id")).as(status).isTrue();
      // The form of a probe's answer is MicroProfile Health's, also when it is DOWN.
      if (status.matches("[45]..") && !operation.path().startsWith("/health")) {
        assertThat(Operation.content(answer.getValue())).containsOnlyKeys(Contract.PROBLEM);
        assertThat(headers.has("Retry-After"))
            .as("429 and 503")
            .isEqualTo(status.matches("429|503"));
        assertThat(headers.has("WWW-Authenticate")).as("401").isEqualTo(status.equals("401"));
        assertThat(headers.has("Allow")).as("405 only").isEqualTo(status.equals("405"));
      }
    }
  }
}
