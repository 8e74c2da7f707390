package io.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.repository.DescriptorReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds the committed samples to their recipes, their data and the figures they claim. */
final class SampleModelsTest {

  static final List<Sample> samples = Sample.all();

  private static final Path MODELS = Path.of("models");

  /** 1e-6: another processor rounds the last bit of a float differently, no more. */
  private static final double FIGURES_PERCENT = 1e-4;

  /** Relative above one, absolute below it: tiny probabilities differ more in their last bits. */
  private static final double GOLDEN = 1e-5;

  @ParameterizedTest
  @FieldSource("samples")
  void figures_ofTheCommittedArchive_areThoseOfTheDescriptor(Sample sample) throws Exception {
    Dataset data = Dataset.read(sample.dataset());
    TrainedSample trained = SampleArchive.read(sample.archive(MODELS));

    Map<String, Double> figures = HeldOutFigures.of(sample, data, trained);

    JsonNode claimed = descriptor(sample).get("metrics");
    assertThat(figures.keySet()).containsExactlyElementsOf(names(claimed));
    figures.forEach(
        (name, figure) ->
            assertThat(figure)
                .as(name)
                .isCloseTo(claimed.get(name).doubleValue(), withinPercentage(FIGURES_PERCENT)));
  }

  @ParameterizedTest
  @FieldSource("samples")
  void figures_ofTheDescriptor_meetWhatIsAskedOfTheSample(Sample sample) throws Exception {
    JsonNode figures = descriptor(sample).get("metrics");
    switch (sample.name()) {
      case "iris" -> assertThat(figures.get("accuracy").doubleValue()).isGreaterThanOrEqualTo(0.9);
      case "breast-cancer" ->
          assertThat(figures.get("rocAuc").doubleValue()).isGreaterThanOrEqualTo(0.98);
      case "digits" ->
          assertThat(figures.get("accuracy").doubleValue()).isGreaterThanOrEqualTo(0.97);
      case "salary" ->
          assertThat(figures.get("mae").doubleValue())
              .isLessThan(0.7 * figures.get("baselineMae").doubleValue());
      default -> throw new AssertionError("Nothing is asked of " + sample.name());
    }
  }

  @ParameterizedTest
  @FieldSource("samples")
  void descriptor_madeAgainFromTheRecipe_isTheCommittedOne(Sample sample) throws Exception {
    ObjectNode committed = descriptor(sample);
    LocalDate date = LocalDate.parse(committed.get("training").get("date").textValue());
    Dataset data = Dataset.read(sample.dataset());
    TrainedSample trained = SampleArchive.read(sample.archive(MODELS));

    JsonNode made = new ObjectMapper().readTree(SampleDescriptor.json(sample, data, trained, date));

    List<String> computed = List.of("metrics", "golden");
    JsonNode settled = ((ObjectNode) made).without(computed);
    JsonNode expected = committed.without(computed);
    assertThat(settled).isEqualTo(expected);
  }

  @ParameterizedTest
  @FieldSource("samples")
  void golden_ofTheDescriptor_isWhatTheNetworkAnswers(Sample sample) throws Exception {
    Dataset data = Dataset.read(sample.dataset());
    TrainedSample trained = SampleArchive.read(sample.archive(MODELS));
    JsonNode made =
        new ObjectMapper()
            .readTree(SampleDescriptor.json(sample, data, trained, LocalDate.EPOCH))
            .get("golden");

    JsonNode golden = descriptor(sample).get("golden");

    assertThat(golden.size()).isEqualTo(made.size());
    for (int index = 0; index < golden.size(); index++) {
      assertThat(golden.get(index).get("instance")).isEqualTo(made.get(index).get("instance"));
      assertSame(golden.get(index).get("prediction"), made.get(index).get("prediction"));
    }
  }

  @ParameterizedTest
  @FieldSource("samples")
  void network_ofTheCommittedArchive_isThatOfTheRecipe(Sample sample) throws Exception {
    MultiLayerConfiguration recipe = sample.network();

    MultiLayerConfiguration archived =
        SampleArchive.read(sample.archive(MODELS)).network().getLayerWiseConfigurations();

    assertThat(archived.getConfs()).hasSameSizeAs(recipe.getConfs());
    IntStream.range(0, recipe.getConfs().size())
        .forEach(
            layer ->
                assertThat(archived.getConf(layer).getLayer())
                    .isEqualTo(recipe.getConf(layer).getLayer()));
    assertThat(archived.getInputPreProcessors()).isEqualTo(recipe.getInputPreProcessors());
  }

  @ParameterizedTest
  @FieldSource("samples")
  void descriptor_readByTheServer_hasEveryGolden(Sample sample) throws Exception {
    ModelId id = new ModelId(new ModelName(sample.name()), new ModelVersion(Sample.VERSION));

    ModelDescriptor read = DescriptorReader.read(id, Files.readAllBytes(sample.descriptor(MODELS)));

    assertThat(read.goldens()).hasSize(5);
    assertThat(read.inputs()).hasSameSizeAs(sample.features());
  }

  private static void assertSame(JsonNode actual, JsonNode expected) {
    if (expected.isNumber()) {
      double tolerance = GOLDEN * Math.max(1, Math.abs(expected.doubleValue()));
      assertThat(actual.doubleValue()).isCloseTo(expected.doubleValue(), within(tolerance));
    } else if (expected.isObject()) {
      assertThat(names(actual)).isEqualTo(names(expected));
      names(expected).forEach(name -> assertSame(actual.get(name), expected.get(name)));
    } else {
      assertThat(actual).isEqualTo(expected);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static ObjectNode descriptor(Sample sample) throws Exception {
    return (ObjectNode) new ObjectMapper().readTree(sample.descriptor(MODELS).toFile());
  }
}
