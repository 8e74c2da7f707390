package io.sluice.codec;

import static io.sluice.codec.PredictionSamples.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.ModelSignature;
import io.sluice.model.Prediction;
import io.sluice.model.PredictionId;
import io.sluice.model.Task;
import io.sluice.model.Tensor;
import io.sluice.model.testing.SignatureSamples;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class JsonPredictionWriterTest {
  private static final String HEAD =
      "{\"model\":\"sample\",\"version\":\"3\",\"digest\":\"%s\",\"predictions\":["
          .formatted(PredictionSamples.DIGEST);

  @Test
  void write_quantities_areNamedAndTextLabelsStandBeside() throws IOException {
    assertThat(json(PredictionSamples.salary(), TopClasses.ALL))
        .isEqualTo(
            HEAD
                + "{\"salary\":123456.7,\"labels\":{\"ref\":\"r1\"}},"
                + "{\"salary\":5,\"labels\":{\"ref\":\"a<b>&\\\"c,'\u00e9\\n\"}}]}");
  }

  @Test
  void write_classes_areInTheDescriptorsOrder() throws IOException {
    assertThat(json(PredictionSamples.iris(), TopClasses.ALL))
        .isEqualTo(
            HEAD
                + "{\"label\":\"setosa\",\"probability\":0.98,\"probabilities\":"
                + "{\"setosa\":0.98,\"versicolor\":0.015,\"virginica\":0.005}},"
                + "{\"label\":\"virginica\",\"probability\":0.6,\"probabilities\":"
                + "{\"setosa\":0.2,\"versicolor\":0.2,\"virginica\":0.6}}]}");
  }

  @Test
  void write_topClasses_areMostProbableFirst() throws IOException {
    assertThat(json(PredictionSamples.iris(), new TopClasses(2)))
        .endsWith(
            "{\"label\":\"virginica\",\"probability\":0.6,\"probabilities\":"
                + "{\"virginica\":0.6,\"setosa\":0.2}}]}");
    assertThat(json(PredictionSamples.iris(), new TopClasses(99)))
        .endsWith("{\"virginica\":0.6,\"setosa\":0.2,\"versicolor\":0.2}}]}");
  }

  @Test
  void write_experiment_namesArmAndPrediction() throws IOException {
    PredictionId id = PredictionId.parse("019ab3f2-7c1e-7d4a-9b0e-3f5a6c7d8e9f");

    assertThat(json(PredictionSamples.image().of("challenger", id), TopClasses.ALL))
        .contains("\",\"arm\":\"challenger\",\"predictionId\":\"" + id + "\",\"predictions\":[");
  }

  @Test
  void write_tensor_isNested() throws IOException {
    assertThat(json(PredictionSamples.image(), TopClasses.ALL))
        .isEqualTo(HEAD + "[[1,2.5],[-3E-9,1E10]]]}");
  }

  @Test
  void write_severalOutputs_areByName() throws IOException {
    assertThat(json(PredictionSamples.pair(), new TopClasses(1)))
        .isEqualTo(
            HEAD
                + "{\"species\":{\"label\":\"versicolor\",\"probability\":0.5,"
                + "\"probabilities\":{\"versicolor\":0.5}},\"output\":[[1,2],[3,4]]}]}");
  }

  @Test
  void write_tensorWithTextLabels_isByNameToo() throws IOException {
    Prediction prediction =
        PredictionSamples.of(
            new ModelSignature(
                Task.TENSOR,
                SignatureSamples.salary().inputs(),
                List.of(SignatureSamples.tensorOutput())),
            Map.of("ref", List.of("r")),
            Tensor.of(new float[] {1, 2, 3, 4}, 1, 2, 2));
    assertThat(json(prediction, TopClasses.ALL))
        .isEqualTo(HEAD + "{\"output\":[[1,2],[3,4]],\"labels\":{\"ref\":\"r\"}}]}");
  }

  @Test
  void write_longAnswer_goesOutInLargePieces() throws IOException {
    List<Integer> lengths = new ArrayList<>();
    new JsonPredictionWriter().write(many(1), TopClasses.ALL, counting(lengths));

    assertThat(lengths).hasSizeBetween(2, 20);
    assertThat(lengths.stream().mapToInt(n -> n).sum()).isGreaterThan(100_000);
  }

  @Test
  void write_answerThatFailsMidway_letsNothingOut() {
    List<Integer> lengths = new ArrayList<>();
    Prediction torn = many(2);

    assertThatThrownBy(
            () -> new JsonPredictionWriter().write(torn, TopClasses.ALL, counting(lengths)))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(lengths).isEmpty();
  }

  /** An answer of one row of 50,000 values that says to have so many rows. */
  private static Prediction many(int rows) {
    Tensor one = Tensor.of(new float[50_000], 1, 50_000);
    Prediction prediction = PredictionSamples.of(SignatureSamples.image(), Map.of(), one);
    return new Prediction(
        prediction.id(),
        prediction.digest(),
        prediction.signature(),
        rows,
        prediction.outputs(),
        Map.of());
  }

  private static OutputStream counting(List<Integer> lengths) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[1], 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        lengths.add(length);
      }
    };
  }

  @Test
  void valuesOf_row_hasTheSameForm() {
    assertThat(OutcomeValues.of(PredictionSamples.salary(), 0))
        .isEqualTo(Map.of("salary", 123456.7f, "labels", Map.of("ref", "r1")));
    assertThat(OutcomeValues.of(PredictionSamples.iris(), 1))
        .isEqualTo(
            Map.of(
                "label",
                "virginica",
                "probability",
                0.6f,
                "probabilities",
                Map.of("setosa", 0.2f, "versicolor", 0.2f, "virginica", 0.6f)));
    assertThat(OutcomeValues.of(PredictionSamples.image(), 0))
        .isEqualTo(List.of(List.of(1f, 2.5f), List.of(-3e-9f, 1e10f)));
    assertThat(OutcomeValues.of(PredictionSamples.pair(), 0))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsOnlyKeys("species", "output")
        .containsEntry("output", List.of(List.of(1f, 2f), List.of(3f, 4f)));
  }

  private static String json(Prediction prediction, TopClasses top) throws IOException {
    return written(new JsonPredictionWriter(), prediction, top);
  }
}
