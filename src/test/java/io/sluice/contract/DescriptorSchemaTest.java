package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.repository.DescriptorReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema of model.json takes what a descriptor may say, and nothing else. */
final class DescriptorSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<JsonNode> examples() {
    return Contract.stream(DescriptorSchema.document().path("examples"));
  }

  @Test
  void schema_itself_isOfDraft202012() {
    assertThat(DescriptorSchema.ownViolations()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_ofTheSchema_fits(JsonNode example) {
    assertThat(DescriptorSchema.violations(example)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_ofTheSchema_isReadByTheServer(JsonNode example) throws Exception {
    ModelId id =
        new ModelId(
            new ModelName(example.path("name").textValue()),
            ModelVersion.parse(example.path("version").textValue()));

    ModelDescriptor descriptor = DescriptorReader.read(id, JSON.writeValueAsBytes(example));

    assertThat(descriptor.inputs()).hasSameSizeAs(example.path("inputs"));
    assertThat(descriptor.outputs()).hasSameSizeAs(example.path("outputs"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/name|\"Salary\"",
        "/version|1",
        "/version|\"01\"",
        "/task|\"clustering\"",
        "/operation|\"models\"",
        "/author|\"nobody\"",
        "/inputs|[]",
        "/inputs/0/type|\"colour\"",
        "/inputs/0/minimum|0",
        "/inputs/0/values|[\"a\",\"a\"]",
        "/inputs/1/minimum|0.5",
        "/inputs/1/name|\"years since\"",
        "/inputs/2/default|\"yes\"",
        "/inputs/3/maxLength|0",
        "/inputs/0|{\"name\":\"x\",\"type\":\"tensor\",\"datatype\":\"FP32\",\"shape\":[4]}",
        "/outputs/0/type|\"class\"",
        "/outputs/0|{\"name\":\"x\",\"type\":\"tensor\",\"datatype\":\"FP32\",\"shape\":[0]}",
        "/outputs/0|{\"name\":\"x\",\"type\":\"class\",\"labels\":[\"one\"]}",
        "/training/sha256|\"abc\"",
        "/metrics/mae|\"good\"",
        "/golden/0/note|1",
        "/gate|{}",
        "/gate|{\"limits\":[]}",
        "/gate|{\"limits\":[\"accuracy\"]}",
        "/gate|{\"limits\":[\"mae <= 9\"],\"dataset\":\"../x.csv\"}",
        "/gate|{\"limits\":[\"mae <= 9\"],\"dataset\":{\"sha256\":\"0\"}}",
      })
  void descriptor_withAWrongMember_isRefused(String pointer, String value) throws IOException {
    JsonNode descriptor = examples().findFirst().orElseThrow();
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = descriptor.at(pointer.substring(0, slash));
    String member = pointer.substring(slash + 1);
    if (parent instanceof ObjectNode object) {
      object.set(member, JSON.readTree(value));
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(member), JSON.readTree(value));
    }

    assertThat(DescriptorSchema.violations(descriptor)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"name", "version", "task", "operation", "inputs", "outputs"})
  void descriptor_withoutARequiredMember_isRefused(String member) {
    ObjectNode descriptor = (ObjectNode) examples().findFirst().orElseThrow();
    descriptor.remove(member);

    assertThat(DescriptorSchema.violations(descriptor)).isNotEmpty();
  }

  static Stream<Path> sampleDescriptors() throws IOException {
    try (Stream<Path> files =
        Files.find(Path.of("models"), 3, (file, facts) -> file.endsWith("model.json"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("sampleDescriptors")
  void descriptor_ofASampleModel_fits(Path file) throws IOException {
    assertThat(DescriptorSchema.violations(JSON.readTree(file.toFile()))).isEmpty();
  }
}
