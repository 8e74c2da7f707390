package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.StringReader;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

/** Every example of the contract is one that its own schema and media type take. */
final class ContractExamplesTest {
  private static final Contract CONTRACT = Contract.ofSource();

  /** One example, with where it stands. */
  record Example(String where, String mediaType, JsonNode schema, JsonNode value) {
    @Override
    public String toString() {
      return where;
    }
  }

  static Stream<Example> examples() {
    return Stream.concat(components("responses"), components("requestBodies")).distinct();
  }

  static Stream<Example> jsonExamples() {
    return examples().filter(example -> example.mediaType().matches(".*[/+]json"));
  }

  static Stream<Example> textExamples() {
    return examples().filter(example -> !example.mediaType().matches(".*[/+]json"));
  }

  static Stream<JsonNode> parametersAndHeaders() {
    JsonNode components = CONTRACT.document().path("components");
    return Stream.concat(
        Contract.stream(components.path("parameters")),
        Contract.stream(components.path("headers")));
  }

  static Stream<JsonNode> schemasWithExample() {
    return Contract.stream(CONTRACT.document().at("/components/schemas"))
        .flatMap(schema -> schema.findParents("example").stream());
  }

  @ParameterizedTest
  @MethodSource("jsonExamples")
  void example_ofJson_fitsItsSchema(Example example) {
    assertThat(CONTRACT.violations(example.schema(), example.value())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("jsonExamples")
  void violations_aStrangerInPlaceOfTheExample_areFound(Example example) {
    JsonNode stranger = JsonNodeFactory.instance.arrayNode().add(true);

    assertThat(CONTRACT.violations(example.schema(), stranger)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("textExamples")
  void example_ofText_isOfItsMediaType(Example example) throws Exception {
    assertThat(CONTRACT.violations(example.schema(), example.value())).isEmpty();
    String text = example.value().textValue();
    switch (example.mediaType()) {
      case "application/xml" ->
          assertThat(
                  DocumentBuilderFactory.newInstance()
                      .newDocumentBuilder()
                      .parse(new InputSource(new StringReader(text)))
                      .getDocumentElement()
                      .getTagName())
              .isIn("instances", "predictions");
      case "text/csv" -> {
        List<CsvRecord> rows = CsvReader.builder().ofCsvRecord(text).stream().toList();
        assertThat(rows).hasSizeGreaterThan(1);
        assertThat(rows).allMatch(row -> row.getFieldCount() == rows.get(0).getFieldCount());
      }
      case "text/html" -> assertThat(text).startsWith("<!DOCTYPE html>");
      case "application/yaml" -> assertThat(new YAMLMapper().readTree(text).isObject()).isTrue();
      case "application/zip", "application/onnx", "application/x-hdf5" ->
          assertThat(Base64.getDecoder().decode(text)).isNotEmpty();
      case "multipart/form-data" -> assertThat(example.value().isObject()).isTrue();
      case "text/plain" -> assertThat(text).contains("# TYPE ");
      default -> throw new AssertionError("no check for " + example.mediaType());
    }
  }

  @ParameterizedTest
  @MethodSource("parametersAndHeaders")
  void example_ofParameterOrHeader_fitsItsSchema(JsonNode node) {
    assertThat(CONTRACT.violations(node.path("schema"), node.path("example"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("schemasWithExample")
  void example_ofSchema_fitsIt(JsonNode schema) {
    assertThat(CONTRACT.violations(schema, schema.get("example"))).isEmpty();
  }

  @Test
  void problemExamples_together_showEveryKindUnderItsStatus() {
    Set<String> shown = new LinkedHashSet<>();
    for (Operation operation : CONTRACT.operations()) {
      for (Map.Entry<String, JsonNode> answer : operation.responses().entrySet()) {
        JsonNode examples =
            answer.getValue().path("content").path(Contract.PROBLEM).path("examples");
        for (JsonNode example : examples) {
          assertThat(example.at("/value/status").asText()).isEqualTo(answer.getKey());
          shown.add(example.at("/value/type").asText());
        }
      }
    }
    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            CONTRACT.words("/components/schemas/Problem/properties/type/enum"));
  }

  private static Stream<Example> components(String kind) {
    Stream.Builder<Example> examples = Stream.builder();
    for (Map.Entry<String, JsonNode> component :
        CONTRACT.document().path("components").path(kind).properties()) {
      Operation.content(component.getValue())
          .forEach(
              (type, body) ->
                  body.path("examples")
                      .properties()
                      .forEach(
                          example ->
                              examples.add(
                                  new Example(
                                      component.getKey() + " " + type + " " + example.getKey(),
                                      type,
                                      body.path("schema"),
                                      example.getValue().path("value")))));
    }
    return examples.build();
  }
}
