package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.client.ApiClient;
import io.sluice.client.ApiException;
import io.sluice.client.api.ContractApi;
import io.sluice.client.api.HealthApi;
import io.sluice.client.api.MetricsApi;
import io.sluice.client.api.ModelsApi;
import io.sluice.client.api.PredictionsApi;
import io.sluice.client.api.ServerApi;
import io.sluice.client.model.FieldError;
import io.sluice.client.model.HealthStatus;
import io.sluice.client.model.Model;
import io.sluice.client.model.PredictRequest;
import io.sluice.client.model.PredictResponse;
import io.sluice.client.model.Problem;
import io.sluice.client.model.State;
import io.sluice.client.model.Version;
import io.sluice.testing.SluiceServer;
import io.sluice.testing.TestPaths;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A caller with nothing but the Java client that openapi-generator made of the contract. */
final class JavaClientIT {
  private static final Map<String, Object> PROFESSOR =
      Map.of(
          "rank", "Prof",
          "discipline", "B",
          "years_since_phd", 19,
          "years_of_service", 18,
          "sex", "Male");

  private final ApiClient client = client();
  private final PredictionsApi predictions = new PredictionsApi(client);

  private static ApiClient client() {
    ApiClient client = new ApiClient();
    client.updateBaseUri(SluiceServer.shared().uri().toString());
    return client;
  }

  @Test
  void predictByOperation_regression_givesAQuantityAndItsVersion() throws ApiException {
    PredictResponse answer =
        predictions.predictByOperation("predict_salary", instances(PROFESSOR), null, null, null);

    assertThat(answer.getModel()).isEqualTo("salary");
    assertThat(answer.getVersion()).isEqualTo("1");
    assertThat(answer.getDigest()).startsWith("sha256:");
    assertThat(answer.getPredictions())
        .singleElement()
        .asInstanceOf(MAP)
        .extractingByKey("salary")
        .asInstanceOf(type(Number.class))
        .satisfies(salary -> assertThat(salary.doubleValue()).isBetween(50_000.0, 250_000.0));
  }

  @Test
  void predictByVersion_classificationWithTop_givesTheBestLabels() throws ApiException {
    PredictResponse answer =
        predictions.predictByVersion(
            "iris", "1", instances(List.of(5.1, 3.5, 1.4, 0.2)), 2, "client-1", 5000);

    assertThat(answer.getPredictions())
        .singleElement()
        .asInstanceOf(MAP)
        .containsEntry("label", "setosa")
        .extractingByKey("probabilities")
        .asInstanceOf(MAP)
        .hasSize(2);
  }

  @Test
  void predictByModel_wrongFields_throwsWithTheProblem() {
    Map<String, Object> wrong = Map.of("rank", "Professor", "years_since_phd", -1);

    assertThatThrownBy(
            () -> predictions.predictByModel("salary", instances(wrong), null, null, null))
        .isInstanceOfSatisfying(
            ApiException.class,
            failure -> {
              assertThat(failure.getCode()).isEqualTo(400);
              Problem problem = problem(failure);
              assertThat(problem.getType())
                  .isEqualTo(Problem.TypeEnum.URN_SLUICE_PROBLEM_INVALID_INSTANCES);
              assertThat(problem.getErrors())
                  .extracting(FieldError::getPointer)
                  .contains("/instances/0/rank", "/instances/0/sex");
            });
  }

  @Test
  void models_listed_tellTheirVersions() throws ApiException {
    ModelsApi models = new ModelsApi(client);

    assertThat(models.listModels(null).getModels())
        .extracting(Model::getName)
        .contains("breast-cancer", "digits", "iris", "salary");
    Version version = models.getVersion("salary", "1", null);
    assertThat(version.getState()).isEqualTo(State.READY);
    assertThat(version.getSignature().getOperation()).isEqualTo("predict_salary");
  }

  @Test
  void server_asked_tellsAboutItself() throws ApiException {
    assertThat(new ServerApi(client).getInfo(null).getName()).isEqualTo("sluice");
    assertThat(new ContractApi(client).getContract(null))
        .hasSameTextualContentAs(TestPaths.basedir().resolve("openapi/v1/openapi.yaml").toFile());
    assertThat(new ContractApi(client).getModelContract("salary", null).getOpenapi())
        .isEqualTo("3.0.3");
    assertThat(new HealthApi(client).getHealthReady().getStatus()).isEqualTo(HealthStatus.UP);
    assertThat(new MetricsApi(client).getMetrics("application", null)).contains("# TYPE ");
  }

  private static PredictRequest instances(Object... instances) {
    return new PredictRequest().instances(List.of(instances));
  }

  private static Problem problem(ApiException failure) {
    try {
      return new ObjectMapper().readValue(failure.getResponseBody(), Problem.class);
    } catch (IOException e) {
      throw new AssertionError("not a problem: " + failure.getResponseBody(), e);
    }
  }
}
