package io.sluice.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelSignature;
import io.sluice.model.ModelVersion;
import io.sluice.repository.DescriptorReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of a model says of its fields what the descriptor says. */
final class ModelContractTest {
  private static final String ID = "urn:sluice:model-contract";
  private static final String MIXED =
      """
      {"name":"mixed","version":"3","task":"classification","operation":"predict_mixed",
       "inputs":[
        {"name":"b","type":"boolean","default":true},
        {"name":"n","type":"number","minimum":0.5,"unit":"cm","label":"Length"},
        {"name":"ref","type":"text","maxLength":8}],
       "outputs":[{"name":"kind","type":"class","labels":["a","b"]}]}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"iris", "salary", "digits", "breast-cancer"})
  void document_sample_describesGoldenRequestAndAnswer(String model) throws Exception {
    byte[] json = Files.readAllBytes(Path.of("models", model, "1", "model.json"));
    JsonNode document = contract(model, 1, json);
    JsonNode post = document.at("/paths").elements().next().path("post");

    assertThat(document.path("openapi").textValue()).isEqualTo("3.0.3");
    assertThat(
            errors(document, "PredictRequest", post.at("/requestBody/content/application~1json")))
        .isEmpty();
    assertThat(
            errors(
                document, "PredictResponse", post.at("/responses/200/content/application~1json")))
        .isEmpty();
  }

  @Test
  void document_salary_typesEachField() throws Exception {
    byte[] json = Files.readAllBytes(Path.of("models/salary/1/model.json"));
    JsonNode document = contract("salary", 1, json);

    JsonNode years = document.at("/components/schemas/Instance/properties/years_since_phd");
    assertThat(years.path("type").textValue()).isEqualTo("integer");
    assertThat(years.path("minimum").intValue()).isZero();
    assertThat(years.path("maximum").intValue()).isEqualTo(80);
    assertThat(years.path("x-unit").textValue()).isEqualTo("years");
    assertThat(document.at("/components/schemas/Instance/properties/rank/enum"))
        .hasToString("[\"AsstProf\",\"AssocProf\",\"Prof\"]");
    assertThat(document.at("/components/schemas/Prediction/properties/salary/x-unit").textValue())
        .isEqualTo("USD");
    JsonNode parameter = document.at("/paths/~1api~1v1~1predict_salary/get/parameters/0");
    assertThat(parameter.path("name").textValue()).isEqualTo("rank");
    assertThat(parameter.path("required").booleanValue()).isTrue();
    assertThat(parameter.path("example").textValue()).isEqualTo("Prof");
  }

  @Test
  void document_tensor_nestsAsItsShape() throws Exception {
    byte[] json = Files.readAllBytes(Path.of("models/digits/1/model.json"));
    JsonNode document = contract("digits", 1, json);

    JsonNode image = document.at("/components/schemas/Instance/properties/image");
    assertThat(image.path("x-shape")).hasToString("[1,8,8]");
    assertThat(image.at("/items/items/minItems").intValue()).isEqualTo(8);
    assertThat(image.at("/items/items/items/maximum").intValue()).isEqualTo(16);
    JsonNode flat = document.at("/paths/~1api~1v1~1predict_digits/get/parameters/0");
    assertThat(flat.at("/schema/minItems").intValue()).isEqualTo(64);
    assertThat(flat.path("explode").booleanValue()).isFalse();
    assertThat(flat.path("example")).hasSize(64);
  }

  @Test
  void document_withoutGoldens_hasDefaultsAndLabelsButNoExample() throws Exception {
    JsonNode document = contract("mixed", 3, MIXED.getBytes(StandardCharsets.UTF_8));

    JsonNode instance = document.at("/components/schemas/Instance");
    assertThat(instance.path("required")).hasToString("[\"n\",\"ref\"]");
    assertThat(instance.at("/properties/b/default").booleanValue()).isTrue();
    assertThat(instance.at("/properties/n/minimum").doubleValue()).isEqualTo(0.5);
    assertThat(instance.at("/properties/n/title").textValue()).isEqualTo("Length");
    assertThat(instance.at("/properties/n/maximum").isMissingNode()).isTrue();
    assertThat(document.at("/components/schemas/Prediction/properties/labels/properties/ref"))
        .isNotEmpty();
    assertThat(document.findValues("example")).isEmpty();
    assertThat(document.at("/paths/~1api~1v1~1predict_mixed/post/parameters/0/name").textValue())
        .isEqualTo("top");
  }

  @Test
  void document_everyReference_resolves() throws Exception {
    JsonNode document = contract("mixed", 3, MIXED.getBytes(StandardCharsets.UTF_8));

    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference -> assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse());
  }

  private static JsonNode contract(String model, int version, byte[] json) throws Exception {
    ModelId id = new ModelId(new ModelName(model), new ModelVersion(version));
    ModelDescriptor descriptor = DescriptorReader.read(id, json);
    ModelSignature signature =
        new ModelSignature(descriptor.task(), descriptor.inputs(), descriptor.outputs());
    String path = "/api/v1/" + descriptor.operation();
    Map<String, Object> document =
        new ModelContract(descriptor, signature, "sha256:" + "0".repeat(64), path).document();
    return new ObjectMapper().valueToTree(document);
  }

  private static Iterable<?> errors(JsonNode document, String schema, JsonNode content)
      throws IOException {
    assertThat(content.path("example")).isNotEmpty();
    Dialect dialect =
        Dialect.builder(Dialects.getOpenApi30())
            .keywords(
                document.propertyStream().map(e -> new NonValidationKeyword(e.getKey())).toList())
            .build();
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            dialect, builder -> builder.schemas(Map.of(ID, document.toString())));
    Schema checked = registry.getSchema(SchemaLocation.of(ID + "#/components/schemas/" + schema));
    return checked.validate(content.path("example"));
  }
}
