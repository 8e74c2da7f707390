package io.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds what the committed descriptors say of the data to the data itself. */
final class SampleDataTest {

  static final List<Sample> samples = Sample.all();

  @ParameterizedTest
  @FieldSource("samples")
  void training_ofTheDescriptor_namesTheDataAndTheSplit(Sample sample) throws IOException {
    Dataset data = Dataset.read(sample.dataset());
    HeldOutSplit split = sample.split(data);

    JsonNode training = descriptor(sample).get("training");

    assertThat(training.get("sha256").textValue()).isEqualTo(data.sha256());
    assertThat(training.get("rows").intValue()).isEqualTo(data.rows().size());
    assertThat(training.get("trainRows").intValue()).isEqualTo(split.train().size());
    assertThat(training.get("testRows").intValue()).isEqualTo(split.test().size());
  }

  @ParameterizedTest
  @FieldSource("samples")
  void inputsAndOutput_ofTheDescriptor_areTheColumnsOfTheFile(Sample sample) throws IOException {
    JsonNode descriptor = descriptor(sample);
    List<String> columns = new ArrayList<>();
    for (JsonNode input : descriptor.get("inputs")) {
      if (input.get("type").textValue().equals("tensor")) {
        columns.addAll(pixels(input.get("shape")));
      } else {
        columns.add(input.get("name").textValue());
      }
    }
    columns.add(descriptor.get("outputs").get(0).get("name").textValue());

    assertThat(columns).isEqualTo(Dataset.read(sample.dataset()).header());
  }

  @ParameterizedTest
  @FieldSource("samples")
  void inputs_ofTheDescriptor_allowEveryValueOfTheFile(Sample sample) throws IOException {
    Dataset data = Dataset.read(sample.dataset());
    for (JsonNode input : descriptor(sample).get("inputs")) {
      String name = input.get("name").textValue();
      switch (input.get("type").textValue()) {
        case "category" ->
            assertThat(texts(input.get("values")))
                .containsExactlyInAnyOrderElementsOf(new TreeSet<>(data.column(name)));
        case "tensor" -> pixels(input.get("shape")).forEach(p -> assertRange(input, data, p));
        default -> assertRange(input, data, name);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("samples")
  void labels_ofTheDescriptor_areTheValuesOfTheFile(Sample sample) throws IOException {
    JsonNode output = descriptor(sample).get("outputs").get(0);
    Set<String> truths =
        new TreeSet<>(Dataset.read(sample.dataset()).column(output.get("name").textValue()));

    if (output.get("type").textValue().equals("class")) {
      assertThat(texts(output.get("labels"))).containsExactlyElementsOf(truths);
    } else {
      assertThat(truths).allSatisfy(truth -> assertThat(new BigDecimal(truth)).isPositive());
    }
  }

  @ParameterizedTest
  @FieldSource("samples")
  void document_ofTheSamples_givesTheFiguresOfTheDescriptor(Sample sample) throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("src/docs/samples.md")).stream()
            .filter(line -> line.startsWith("| `" + sample.name() + "` |"))
            .toList();

    JsonNode descriptor = descriptor(sample);
    JsonNode training = descriptor.get("training");
    assertThat(rows.get(0))
        .endsWith("| %s | %s | %s |".formatted(texts(training, "rows", "trainRows", "testRows")));
    String figures = rows.get(rows.size() - 1);
    for (JsonNode figure : descriptor.get("metrics")) {
      String format = figure.doubleValue() > 1 ? "| %.0f USD |" : "| %.4f |";
      assertThat(figures).contains(format.formatted(figure.doubleValue()));
    }
  }

  private static Object[] texts(JsonNode object, String... names) {
    return Stream.of(names).map(name -> object.get(name).asText()).toArray();
  }

  private static void assertRange(JsonNode input, Dataset data, String column) {
    List<BigDecimal> values = data.column(column).stream().map(BigDecimal::new).toList();
    BigDecimal minimum = input.get("minimum").decimalValue();
    BigDecimal maximum = input.get("maximum").decimalValue();
    assertThat(values).as(column).allMatch(v -> v.compareTo(minimum) >= 0);
    assertThat(values).as(column).allMatch(v -> v.compareTo(maximum) <= 0);
    if (input.get("type").textValue().equals("integer")) {
      assertThat(values).as(column).allMatch(v -> v.stripTrailingZeros().scale() <= 0);
    }
  }

  private static List<String> pixels(JsonNode shape) {
    List<String> pixels = new ArrayList<>();
    for (int y = 0; y < shape.get(1).intValue(); y++) {
      for (int x = 0; x < shape.get(2).intValue(); x++) {
        pixels.add("pixel_" + y + "_" + x);
      }
    }
    return pixels;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  private static JsonNode descriptor(Sample sample) throws IOException {
    return new ObjectMapper().readTree(sample.descriptor(Path.of("models")).toFile());
  }
}
