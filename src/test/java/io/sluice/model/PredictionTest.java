package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.Outcome.Classification;
import io.sluice.model.Outcome.Quantities;
import io.sluice.model.Outcome.Values;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.testing.SignatureSamples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PredictionTest {

  @Test
  void outcome_ofClasses_isTheRowsProbabilities() {
    Prediction prediction =
        of(SignatureSamples.iris(), Tensor.of(new float[] {0.7f, 0.2f, 0.1f, 0, 0.5f, 0.5f}, 2, 3));
    Classification second = (Classification) prediction.outcome(1, 0);
    assertThat(second.labels()).containsExactly("setosa", "versicolor", "virginica");
    assertThat(second.probabilities()).containsExactly(0, 0.5f, 0.5f);
    assertThat(second.label()).isEqualTo("versicolor");
    assertThat(second.probability()).isEqualTo(0.5f);
    assertThat(((Classification) prediction.first()).label()).isEqualTo("setosa");
  }

  @Test
  void outcome_ofOneSigmoidColumn_isTheSecondLabelsProbability() {
    ModelSignature binary =
        new ModelSignature(
            Task.CLASSIFICATION,
            List.of(SignatureSamples.number("x")),
            List.of(new ClassOutput(FieldInfo.named("y"), List.of("no", "yes"), "yes")));
    Classification one = (Classification) of(binary, Tensor.of(new float[] {0.75f}, 1, 1)).first();
    assertThat(one.probabilities()).containsExactly(0.25f, 0.75f);
    assertThat(one.label()).isEqualTo("yes");
    Classification two =
        (Classification) of(binary, Tensor.of(new float[] {0.75f, 0.25f}, 1, 2)).first();
    assertThat(two.label()).isEqualTo("no");
  }

  @Test
  void outcome_ofQuantitiesAndTensors_isTheRowsValues() {
    Prediction salary = of(SignatureSamples.salary(), Tensor.of(new float[] {1, 2}, 2, 1));
    Quantities quantities = (Quantities) salary.outcome(1, 0);
    assertThat(quantities.values()).containsExactly(2);
    assertThat(quantities.quantities().get(0).unit()).isEqualTo("USD");

    Prediction image =
        of(SignatureSamples.image(), Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2));
    Values values = (Values) image.outcome(1, 0);
    assertThat(values.shape()).containsExactly(2, 2);
    assertThat(values.values()).containsExactly(5, 6, 7, 8);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void new_withAValueThatIsNotFinite_isAFailedPrediction(float value) {
    assertThatThrownBy(() -> of(SignatureSamples.salary(), Tensor.of(new float[] {1, value}, 2, 1)))
        .isInstanceOfSatisfying(
            ServingException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PREDICTION_FAILED));
  }

  @Test
  void new_withSpareMemoryBehindItsTensor_looksAtItsOwnValuesOnly() {
    assertThat(of(SignatureSamples.salary(), Tensor.of(new float[] {1, Float.NaN}, 1, 1)).rows())
        .isEqualTo(1);
  }

  private static Prediction of(ModelSignature signature, Tensor output) {
    return new Prediction(
        new ModelId(new ModelName("sample"), new ModelVersion(1)),
        new Digest("sha256:" + "0".repeat(64)),
        signature,
        output.rows(),
        List.of(output),
        Map.of());
  }
}
