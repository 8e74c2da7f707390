package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sluice.testing.SluiceServer;
import io.sluice.testing.TestPaths;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a running server answers is what the contract says, byte for byte and status by status. */
final class ContractIT {
  private static final Contract CONTRACT = Contract.ofSource();
  private static final Path FILES = TestPaths.basedir().resolve("openapi");
  private static SluiceServer server;

  @BeforeAll
  static void start() {
    server = ContractServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Call> calls() {
    return Stream.concat(PredictCalls.all(), CatalogCalls.all());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void answer_ofEveryCall_isAsTheContractSays(Call call) {
    HttpResponse<String> answer = call.send(server.client());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(call.status());
    assertThat(AnswerCheck.problems(CONTRACT.operation(call.operationId()), answer))
        .as(answer.body())
        .isEmpty();
    if (answer.statusCode() == 200 && !call.accept().equals("*/*")) {
      assertThat(AnswerCheck.mediaType(answer)).isEqualTo(call.accept());
    }
  }

  /**
   * Those left out need a fault inside the server or a server that is not ready; those about who
   * may are provoked by {@code Row54AccessMatrixIT}, and of operations that nobody may without a
   * credential all are, by tests of their own such as {@link KeysContractIT}.
   */
  @Test
  void calls_together_provokeEveryAnswerOfTheContract() {
    Set<String> provoked =
        calls()
            .map(call -> call.operationId() + " " + call.status())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> documented = new TreeSet<>();
    for (Operation operation : CONTRACT.operations()) {
      if (operation.node().path("x-role").asText().matches("model-admin|auditor|feedback")) {
        continue;
      }
      operation.statuses().forEach(status -> documented.add(operation.id() + " " + status));
    }

    documented.removeAll(provoked);

    assertThat(documented)
        // Those two need somebody who may order an evaluation or an experiment.
        .allMatch(
            answer ->
                answer.matches(".* (401|403|429|500|503)|getEvaluation 200|getExperiment 200"))
        .doesNotContain("predictByVersion 503", "predictByAlias 503");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi", "/openapi?format=yaml", "/openapi?format=json"})
  void openapi_served_equalsTheFileAsATree(String path) throws IOException {
    JsonNode served = new YAMLMapper().readTree(server.client().get(path).body());

    // Both are read anew from JSON, so that 1 and 1.0 or an int and a long are the same.
    // Payara 6 loses what an operation says beside OpenAPI's own words.
    JsonNode document = plain(CONTRACT.document());
    document.findParents("x-role").forEach(operation -> ((ObjectNode) operation).remove("x-role"));
    assertThat(plain(served)).isEqualTo(document);
  }

  @Test
  void openapiYaml_served_isTheFile() throws IOException {
    String served = server.client().get("/api/v1/openapi.yaml").body();

    assertThat(served).isEqualTo(Files.readString(FILES.resolve("v1/openapi.yaml")));
  }

  @Test
  void modelSchema_served_isTheFile() throws IOException {
    String served = server.client().get("/api/v1/model.schema.json").body();

    assertThat(served).isEqualTo(Files.readString(FILES.resolve("model.schema.json")));
  }

  @Test
  void requestId_sent_comesBackInHeaderAndProblem() throws IOException {
    HttpResponse<String> answer =
        server.client().get("/api/v1/models/none", "X-Request-Id", "contract-1");

    assertThat(answer.headers().allValues("X-Request-Id")).isEqualTo(List.of("contract-1"));
    assertThat(new ObjectMapper().readTree(answer.body()).path("requestId").asText())
        .isEqualTo("contract-1");
  }

  private static JsonNode plain(JsonNode tree) throws IOException {
    return new ObjectMapper().readTree(tree.toString());
  }
}
