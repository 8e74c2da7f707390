package io.sluice.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.model.Digest;
import io.sluice.model.GateLimit;
import io.sluice.model.GateTerms;
import io.sluice.model.InputField.BooleanField;
import io.sluice.model.InputField.CategoryField;
import io.sluice.model.InputField.Encoding;
import io.sluice.model.InputField.IntegerField;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorReaderTest {
  private static final ModelId ID = new ModelId(new ModelName("rent"), new ModelVersion(1));
  private static final String RENT =
      """
      {"name":"rent","version":"1","description":"Rent of a flat.","task":"regression",
       "operation":"predict_rent",
       "inputs":[
         {"name":"area","type":"number","minimum":10,"maximum":500,"unit":"m2","label":"Area"},
         {"name":"rooms","type":"integer","minimum":1,"default":2},
         {"name":"district","type":"category","values":["north","south"],"encoding":"ordinal"},
         {"name":"balcony","type":"boolean","default":false},
         {"name":"ref","type":"text","maxLength":8}],
       "outputs":[{"name":"cold","type":"quantity","unit":"EUR"},{"name":"warm","type":"quantity"}],
       "hyperParameters":{"epochs":3},"metrics":{"mae":1.5},
       "golden":[{"instance":{"area":50},"prediction":{"cold":700.5}}]}
      """;

  @Test
  void read_everyKindOfField_isUnderstood() throws InvalidDescriptorException {
    ModelDescriptor rent = read(RENT);

    assertThat(rent.task()).isEqualTo(Task.REGRESSION);
    assertThat(rent.operation().value()).isEqualTo("predict_rent");
    assertThat(rent.inputs().get(0))
        .isInstanceOfSatisfying(
            NumberField.class,
            area -> {
              assertThat(area.minimum()).isEqualTo(10);
              assertThat(area.maximum()).isEqualTo(500);
              assertThat(area.unit()).isEqualTo("m2");
              assertThat(area.info().label()).isEqualTo("Area");
            });
    assertThat(((IntegerField) rent.inputs().get(1)).defaultValue()).isEqualTo(2L);
    assertThat(((CategoryField) rent.inputs().get(2)).encoding()).isEqualTo(Encoding.ORDINAL);
    assertThat(((BooleanField) rent.inputs().get(3)).defaultValue()).isFalse();
    assertThat(((TextField) rent.inputs().get(4)).maxLength()).isEqualTo(8);
    assertThat(rent.outputs()).hasSize(1);
    assertThat(((QuantityOutput) rent.outputs().get(0)).quantities())
        .extracting(quantity -> quantity.name())
        .containsExactly("cold", "warm");
    assertThat(rent.goldens()).hasSize(1);
    assertThat(rent.document()).containsKeys("metrics", "hyperParameters");
  }

  @Test
  void read_manyProblems_tellsThemAll() {
    String broken =
        RENT.replace("\"rent\",\"version\":\"1\"", "\"flat\",\"version\":\"01\"")
            .replace("\"regression\"", "\"guessing\"")
            .replace("\"predict_rent\"", "\"rent\"")
            .replace("\"minimum\":10", "\"minimum\":1000")
            .replace("\"default\":2", "\"default\":0")
            .replace("\"north\",\"south\"", "\"north\",\"north\"")
            .replace("\"balcony\",\"type\":\"boolean\"", "\"balcony\",\"type\":\"switch\"")
            .replace("\"maxLength\":8", "\"maxlength\":8")
            .replace("\"metrics\":{\"mae\":1.5}", "\"metrics\":7,\"colour\":\"red\"");

    assertThat(problems(broken))
        .extracting(problem -> problem.split(":", 2)[0])
        .containsExactlyInAnyOrder(
            "/name",
            "/version",
            "/task",
            "/operation",
            "/inputs/0/minimum",
            "/inputs/1/default",
            "/inputs/2/values",
            "/inputs/3/type",
            "/inputs/4/maxlength",
            "/metrics",
            "/colour");
  }

  @Test
  void read_classOutput_checksItsPositiveLabel() {
    String classes =
        RENT.replaceFirst(
            "\"outputs\":\\[.*\\],",
            "\"outputs\":[{\"name\":\"kind\",\"type\":\"class\",\"labels\":[\"a\",\"b\"],\"positive\":\"c\"}],");

    assertThat(problems(classes)).containsExactly("/outputs/0/positive: must be one of two labels");
  }

  @Test
  void read_classOutput_isUnderstood() throws InvalidDescriptorException {
    String classes =
        RENT.replaceFirst(
            "\"outputs\":\\[.*\\],",
            "\"outputs\":[{\"name\":\"kind\",\"type\":\"class\",\"labels\":[\"a\",\"b\"],\"positive\":\"b\"}],");

    assertThat(((ClassOutput) read(classes).outputs().get(0)).positive()).isEqualTo("b");
  }

  @Test
  void read_gate_isUnderstood() throws InvalidDescriptorException {
    String digest = "0123456789abcdef".repeat(4);

    GateTerms byName =
        read(gated("{\"dataset\":\"h.csv\",\"limits\":[\"mae <= 9\",\"latency_p50<1ms\"]}")).gate();
    GateTerms byDigest =
        read(gated(
                "{\"dataset\":{\"name\":\"h.csv\",\"sha256\":\"%s\"},\"target\":\"cold\",\"limits\":[\"mae<=9\"]}"
                    .formatted(digest)))
            .gate();

    assertThat(read(RENT).gate()).isEqualTo(GateTerms.NONE);
    assertThat(byName.dataset()).isEqualTo("h.csv");
    assertThat(byName.digest()).isNull();
    assertThat(byName.limits())
        .containsExactly(GateLimit.parse("mae <= 9"), GateLimit.parse("latency_p50 < 1ms"));
    assertThat(byDigest)
        .isEqualTo(
            new GateTerms(
                "h.csv",
                new Digest("sha256:" + digest),
                "cold",
                List.of(GateLimit.parse("mae <= 9"))));
  }

  @Test
  void read_gateWithFaults_namesThemAll() {
    assertThat(problems(gated("{\"dataset\":\"../h.csv\",\"target\":\"a b\",\"max\":1}")))
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsExactly("/gate/dataset", "/gate/target", "/gate/limits", "/gate/max");
    assertThat(
            problems(gated("{\"dataset\":{\"name\":\"h\",\"sha256\":\"0\"},\"limits\":[\"mae\"]}")))
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsExactly("/gate/dataset/sha256", "/gate/limits/0");
    assertThat(problems(gated("[]"))).containsExactly("/gate: must be an object");
  }

  private static String gated(String gate) {
    return RENT.replace("\"metrics\":", "\"gate\":" + gate + ",\"metrics\":");
  }

  @Test
  void read_inputWithTheReservedName_isRefused() {
    assertThat(problems(RENT.replace("\"ref\"", "\"top\"")))
        .containsExactly("/inputs/4/name: 'top' is taken by the query parameter of that name");
  }

  @Test
  void read_namesThatAnAnswerTakes_areRefused() {
    assertThat(problems(RENT.replace("\"ref\"", "\"label\"").replace("\"warm\"", "\"labels\"")))
        .containsExactly(
            "/inputs/4/name: 'label' is taken: a CSV answer has a column of it",
            "/outputs/1/name: 'labels' is taken: under it an answer gives text inputs back");
  }

  @Test
  void read_mixedInputs_areRefused() {
    String mixed =
        RENT.replace(
            "{\"name\":\"balcony\",\"type\":\"boolean\",\"default\":false}",
            "{\"name\":\"plan\",\"type\":\"tensor\",\"datatype\":\"FP32\",\"shape\":[1,-1]}");

    assertThat(problems(mixed)).containsExactly("inputs must be all features or all tensors");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "7",
        "null",
        "{",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{} {}",
        "{\"name\":NaN}"
      })
  void read_notADescriptor_isRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidDescriptorException.class);
  }

  @Test
  void read_deepNesting_isRefusedWithoutStackOverflow() {
    String deep = "{\"training\":" + "[".repeat(100_000);

    assertThat(problems(deep)).containsExactly("nests deeper than 64, or holds too long a value");
  }

  @Test
  void read_hugeFile_isRefusedUnread() {
    assertThatThrownBy(() -> DescriptorReader.read(ID, new byte[DescriptorReader.MAX_BYTES + 1]))
        .hasMessageContaining("is larger than 4194304 bytes");
  }

  @Property(tries = 2_000)
  void read_mutatedSample_givesADescriptorOrItsProblems(@ForAll long seed) {
    byte[] json = sample();
    Random random = new Random(seed);
    for (int i = 0; i <= random.nextInt(4); i++) {
      json[random.nextInt(json.length)] = (byte) random.nextInt(256);
    }
    try {
      assertThat(DescriptorReader.read(ID, json).inputs()).isNotEmpty();
    } catch (InvalidDescriptorException e) {
      assertThat(e.problems()).isNotEmpty();
    }
  }

  private static byte[] sample() {
    try {
      return Files.readAllBytes(Path.of("models/iris/1/model.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> problems(String json) {
    InvalidDescriptorException invalid =
        catchThrowableOfType(InvalidDescriptorException.class, () -> read(json));
    assertThat(invalid).isNotNull();
    return invalid.problems();
  }

  private static ModelDescriptor read(String json) throws InvalidDescriptorException {
    return DescriptorReader.read(ID, json.getBytes(StandardCharsets.UTF_8));
  }
}
