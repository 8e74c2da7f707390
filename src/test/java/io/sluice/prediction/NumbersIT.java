package io.sluice.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.sluice.testing.SluiceServer;
import io.sluice.testing.TestPaths;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.AbstractDataSetNormalizer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The server's answers over HTTP to every row of the four data sets, against what DL4J itself
 * computes from the same archive with its own reader and its own normaliser: equal to 1e-5,
 * relative to the value or to 1 if that is larger.
 */
class NumbersIT {
  private static final double TOLERANCE = 1e-5;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void predict_everyIris_givesDl4jsProbabilities() throws IOException {
    assertSame("iris", "iris", "species", 150, row -> numbers(row, 4), new long[] {4});
  }

  @Test
  void predict_everyTumour_givesDl4jsProbabilities() throws IOException {
    assertSame(
        "breast-cancer",
        "breast_cancer",
        "diagnosis",
        569,
        row -> numbers(row, 30),
        new long[] {30});
  }

  @Test
  void predict_everyDigit_givesDl4jsProbabilities() throws IOException {
    assertSame("digits", "digits", "digit", 1797, row -> numbers(row, 64), new long[] {1, 8, 8});
  }

  @Test
  void predict_everySalary_givesDl4jsDollars() throws IOException {
    assertSame("salary", "salaries", "salary", 397, NumbersIT::professor, new long[] {9});
  }

  @Test
  void predict_manyCallersAtOnce_givesEachTheAnswerToItsOwnRow() throws Exception {
    List<NamedCsvRecord> records = records("iris");
    JsonNode alone = ask("iris", "species", records);
    ExecutorService callers = Executors.newFixedThreadPool(16);
    try {
      List<Future<JsonNode>> answers = new ArrayList<>();
      for (NamedCsvRecord row : records) {
        answers.add(callers.submit(() -> ask("iris", "species", List.of(row)).get(0)));
      }
      for (int row = 0; row < answers.size(); row++) {
        assertThat(answers.get(row).get().get("label")).isEqualTo(alone.get(row).get("label"));
        assertThat(answers.get(row).get().get("probability").doubleValue())
            .isCloseTo(alone.get(row).get("probability").doubleValue(), within(TOLERANCE));
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private static void assertSame(
      String model,
      String data,
      String target,
      int rows,
      Function<NamedCsvRecord, float[]> encoding,
      long[] shape)
      throws IOException {
    List<NamedCsvRecord> records = records(data);
    assertThat(records).hasSize(rows);
    INDArray expected = dl4j(model, records.stream().map(encoding).toList(), shape);

    JsonNode answer = ask(model, target, records);

    assertThat(answer.size()).isEqualTo(rows);
    for (int row = 0; row < rows; row++) {
      List<Double> values = values(answer.get(row), target);
      assertThat(values).hasSize((int) expected.size(1));
      for (int column = 0; column < values.size(); column++) {
        double wanted = expected.getDouble(row, column);
        assertThat(Math.abs(values.get(column) - wanted))
            .as("%s, row %d, column %d: %s for %s", model, row, column, values.get(column), wanted)
            .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(wanted)));
      }
    }
  }

  private static JsonNode ask(String model, String target, List<NamedCsvRecord> records)
      throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode instances = body.putArray("instances");
    for (NamedCsvRecord row : records) {
      instances.add(instance(model, target, row));
    }
    HttpResponse<String> answer =
        SluiceServer.shared()
            .client()
            .postJson("/api/v1/models/" + model + "/predict", JSON.writeValueAsString(body));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).get("predictions");
  }

  private static JsonNode instance(String model, String target, NamedCsvRecord row) {
    if (model.equals("digits")) {
      ArrayNode flat = JSON.createArrayNode();
      for (float value : numbers(row, 64)) {
        flat.add(value);
      }
      return flat;
    }
    ObjectNode instance = JSON.createObjectNode();
    row.getFieldsAsMap()
        .forEach(
            (name, value) -> {
              if (name.equals(target)) {
                return;
              }
              if (value.matches("[-0-9.eE]+")) {
                instance.put(name, Double.parseDouble(value));
              } else {
                instance.put(name, value);
              }
            });
    return instance;
  }

  private static List<Double> values(JsonNode prediction, String target) {
    List<Double> values = new ArrayList<>();
    if (prediction.has("probabilities")) {
      prediction.get("probabilities").forEach(value -> values.add(value.doubleValue()));
    } else {
      values.add(prediction.get(target).doubleValue());
    }
    return values;
  }

  private static INDArray dl4j(String model, List<float[]> rows, long[] shape) throws IOException {
    Path archive = TestPaths.basedir().resolve("models").resolve(model).resolve("1/model.zip");
    MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(archive.toFile(), false);
    AbstractDataSetNormalizer<?> normalizer =
        ModelSerializer.restoreNormalizerFromFile(archive.toFile());
    INDArray inputs = Nd4j.create(rows.toArray(float[][]::new));
    long[] batch = new long[shape.length + 1];
    batch[0] = rows.size();
    System.arraycopy(shape, 0, batch, 1, shape.length);
    INDArray shaped = inputs.reshape('c', batch);
    normalizer.transform(shaped);
    INDArray answer = network.output(shaped);
    if (normalizer.isFitLabel()) {
      normalizer.revertLabels(answer);
    }
    return answer;
  }

  private static float[] numbers(NamedCsvRecord row, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = Float.parseFloat(row.getField(i));
    }
    return values;
  }

  private static float[] professor(NamedCsvRecord row) {
    return new float[] {
      is(row, "rank", "AsstProf"),
      is(row, "rank", "AssocProf"),
      is(row, "rank", "Prof"),
      is(row, "discipline", "A"),
      is(row, "discipline", "B"),
      Float.parseFloat(row.getField("years_since_phd")),
      Float.parseFloat(row.getField("years_of_service")),
      is(row, "sex", "Female"),
      is(row, "sex", "Male")
    };
  }

  private static float is(NamedCsvRecord row, String field, String value) {
    return row.getField(field).equals(value) ? 1 : 0;
  }

  private static List<NamedCsvRecord> records(String data) throws IOException {
    Path file = TestPaths.basedir().resolve("src/test/resources/data").resolve(data + ".csv");
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(Files.readString(file))) {
      return csv.stream().toList();
    }
  }
}
