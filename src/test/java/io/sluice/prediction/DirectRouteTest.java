package io.sluice.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.Alias;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.OperationName;
import io.sluice.model.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectRouteTest {
  private static final ModelName RENT = new ModelName("rent");

  @Test
  void of_pathsThatPredict_areTheirTargetsAndTemplates() {
    assertThat(DirectRoute.of("/api/v1/models/rent/predict"))
        .isEqualTo(new DirectRoute(new Target.Live(RENT), "/api/v1/models/{model}/predict"));
    assertThat(DirectRoute.of("/api/v1/models/rent/versions/12/predict"))
        .isEqualTo(
            new DirectRoute(
                new Target.Pinned(new ModelId(RENT, new ModelVersion(12))),
                "/api/v1/models/{model}/versions/{version}/predict"));
    assertThat(DirectRoute.of("/api/v1/models/rent/aliases/old/predict"))
        .isEqualTo(
            new DirectRoute(
                new Target.Aliased(RENT, new Alias("old")),
                "/api/v1/models/{model}/aliases/{alias}/predict"));
    assertThat(DirectRoute.of("/api/v1/predict_rent"))
        .isEqualTo(
            new DirectRoute(
                new Target.Operation(new OperationName("predict_rent")), "/api/v1/{operation}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/api/v1",
        "/api/v1/models",
        "/api/v1/models/predict",
        "/api/v1/models//predict",
        "/api/v1/models/rent",
        "/api/v1/models/Rent/predict",
        "/api/v1/models/re%6Et/predict",
        "/api/v1/models/rent;a=b/predict",
        "/api/v1/models/rent/predict/",
        "/api/v1/models/rent/predict/predict",
        "/api/v1/models/rent/versions/predict",
        "/api/v1/models/rent/versions/01/predict",
        "/api/v1/models/rent/versions/1/2/predict",
        "/api/v1/models/rent/aliases/1/predict",
        "/api/v1/models/rent/tags/old/predict",
        "/api/v1/predict_",
        "/api/v1/predict_rent/more",
        "/predict_rent"
      })
  void of_anythingElse_isLeftToJaxRs(String path) {
    assertThat(DirectRoute.of(path)).isNull();
  }
}
