package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation.Range;
import io.sluice.model.Violation.Rule;
import io.sluice.model.testing.SignatureSamples;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InstancesBuilderTest {
  private static final Map<String, Object> PROF =
      Map.of("rank", "Prof", "years", 19, "score", 0.5, "tenured", true, "ref", "r");

  @Test
  void build_features_areEncodedRowByRow() {
    Instances instances = read(SignatureSamples.salary(), PROF, with("rank", "AsstProf"));
    assertThat(instances.rows()).isEqualTo(2);
    assertThat(values(instances)).containsExactly(0, 0, 1, 19, 0.5f, 1, 1, 0, 0, 19, 0.5f, 1);
    assertThat(instances.labels()).isEqualTo(Map.of("ref", List.of("r", "r")));
  }

  @Test
  void build_defaults_standInForWhatIsLeftOut() {
    assertThat(values(read(SignatureSamples.withDefaults(), Map.of())))
        .containsExactly(1, 7, 2.5f, 1);
  }

  @Test
  void number_outOfRange_tellsTheRange() {
    Violation violation = onlyFault(with("years", 81));
    assertThat(violation)
        .isEqualTo(
            new Violation(
                "/instances/0/years", Rule.RANGE, "81 is out of range", new Range(0, 80)));
    assertThat(onlyFault(with("score", -1.6)).allowed()).isEqualTo(new Range(-1.5, 10));
  }

  @Test
  void number_atItsBounds_isTaken() {
    assertThat(values(read(SignatureSamples.salary(), with("years", 80, "score", -1.5))))
        .contains(80, -1.5f);
    assertThat(values(read(SignatureSamples.salary(), with("years", 0, "score", 10))))
        .contains(0, 10f);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e39, -1e39})
  void number_thatNoFloatHolds_isNotFinite(double value) {
    assertThat(onlyFault(with("score", value)).rule()).isEqualTo(Rule.FINITE);
    assertThat(onlyFault(with("years", value)).rule()).isEqualTo(Rule.FINITE);
  }

  @Test
  void wrongKind_ofAnyField_isAFaultOfItsType() {
    assertThat(onlyFault(with("years", 1.5)).allowed()).isEqualTo("integer");
    assertThat(onlyFault(with("years", "19")).allowed()).isEqualTo("integer");
    assertThat(onlyFault(with("score", true)).allowed()).isEqualTo("number");
    assertThat(onlyFault(with("tenured", 1)).allowed()).isEqualTo("boolean");
    assertThat(onlyFault(with("rank", 2)).allowed()).isEqualTo("string");
    assertThat(onlyFault(with("ref", List.of("r"))).rule()).isEqualTo(Rule.TYPE);
  }

  @Test
  void category_unknown_tellsTheValues() {
    Violation violation = onlyFault(with("rank", "Dean\n"));
    assertThat(violation.rule()).isEqualTo(Rule.CATEGORY);
    assertThat(violation.detail()).isEqualTo("'Dean?' is not a known value");
    assertThat(violation.allowed()).isEqualTo(List.of("AsstProf", "AssocProf", "Prof"));
  }

  @Test
  void text_tooLongOrHalfACharacter_isRefused() {
    assertThat(onlyFault(with("ref", "123456789")).allowed()).isEqualTo("8");
    assertThat(onlyFault(with("rank", "x".repeat(1025))).rule()).isEqualTo(Rule.TOO_LONG);
    assertThat(onlyFault(with("ref", "a\ud800")).rule()).isEqualTo(Rule.SYNTAX);
  }

  @Test
  void field_unknown_tellsTheNames() {
    Violation violation = onlyFault(with("wa/ge", 1));
    assertThat(violation.pointer()).isEqualTo("/instances/0/wa~1ge");
    assertThat(violation.rule()).isEqualTo(Rule.UNKNOWN);
    assertThat(violation.allowed()).isEqualTo(List.of("rank", "years", "score", "tenured", "ref"));
  }

  @Test
  void field_namedAgainAfterNull_isADuplicate() {
    InvalidInstancesException refusal =
        refused(
            SignatureSamples.iris(),
            builder -> {
              builder.begin();
              builder.absent(builder.field("petal_width"));
              assertThat(builder.field("petal_width")).isNegative();
              builder.abandon();
            });
    assertThat(refusal.violations()).extracting(Violation::rule).containsExactly(Rule.DUPLICATE);
  }

  @Test
  void field_nullOrLeftOut_isMissingWithoutADefault() {
    Map<String, Object> instance = new HashMap<>(PROF);
    instance.put("rank", null);
    instance.remove("ref");
    assertThat(rules(refused(SignatureSamples.salary(), instance)))
        .containsExactly("/instances/0/rank missing", "/instances/0/ref missing");
  }

  @Test
  void lexical_values_areReadAsTheirFieldsAre() {
    InstancesBuilder builder = builder(SignatureSamples.salary());
    builder.begin();
    for (String field : List.of("rank: Prof ", "years: 19 ", "score:5e-1", "tenured:true")) {
      String[] parts = field.split(":", 2);
      builder.lexical(builder.field(parts[0]), parts[1]);
    }
    builder.lexical(builder.field("ref"), " r ");
    builder.end();
    Instances instances = builder.build();
    assertThat(values(instances)).containsExactly(0, 0, 1, 19, 0.5f, 1);
    assertThat(instances.labels()).isEqualTo(Map.of("ref", List.of(" r ")));
  }

  @Test
  void lexical_wrongValues_areFaults() {
    InvalidInstancesException refusal =
        refused(
            SignatureSamples.salary(),
            builder -> {
              builder.begin();
              builder.lexical(builder.field("rank"), "x".repeat(1025));
              builder.lexical(builder.field("years"), "NaN");
              builder.lexical(builder.field("score"), "1e999");
              builder.lexical(builder.field("tenured"), "TRUE");
              builder.lexical(builder.field("ref"), "");
              builder.end();
            });
    assertThat(rules(refusal))
        .containsExactly(
            "/instances/0/rank too-long",
            "/instances/0/years type",
            "/instances/0/score finite",
            "/instances/0/tenured type",
            "/instances/0/ref missing");
  }

  @Test
  void tensor_nestedOrFlat_isTheSame() {
    for (Object image :
        List.of(List.of(List.of(List.of(1, 2), List.of(3, 4))), List.of(1, 2, 3, 4))) {
      Instances instances = read(SignatureSamples.image(), Map.of("image", image));
      assertThat(instances.inputs().get(0).shape()).containsExactly(1, 1, 2, 2);
      assertThat(values(instances)).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void tensor_wrong_isOneFaultOfItsKind() {
    assertThat(imageFaults(List.of(1, 2, 3))).containsExactly("/instances/0/image shape");
    assertThat(imageFaults(List.of(1, 2, 17, 18))).containsExactly("/instances/0/image range");
    assertThat(imageFaults(List.of(1, 2, "a", "b"))).containsExactly("/instances/0/image type");
    assertThat(imageFaults(List.of(1, 2, 3, 1e39))).containsExactly("/instances/0/image finite");
    assertThat(imageFaults(List.of(1, 2, 3, Float.NaN)))
        .containsExactly("/instances/0/image finite");
  }

  @Test
  void tensor_ofVaryingLength_isOfOneLengthInARequest() {
    Map<String, Object> two = Map.of("seq", List.of(1, 2, 3, 4));
    Map<String, Object> one = Map.of("seq", List.of(1, 2));
    assertThat(read(SignatureSamples.sequence(), two, two).inputs().get(0).shape())
        .containsExactly(2, 2, 2);
    assertThat(rules(refused(SignatureSamples.sequence(), two, one)))
        .containsExactly("/instances/1/seq shape");
  }

  @Test
  void limits_reached_endTheReading() {
    InstanceLimits limits = new InstanceLimits(2, 7, 16, 64, 2);
    InstancesBuilder rows = new InstancesBuilder(SignatureSamples.sequence(), limits);
    rows.begin();
    rows.missing(0);
    rows.abandon();
    rows.begin();
    rows.abandon();
    assertThat(rules(catchThrowableOfType(InvalidInstancesException.class, rows::begin)))
        .containsExactly("/instances/0/seq missing", "/instances too-many");

    InstancesBuilder features = new InstancesBuilder(SignatureSamples.iris(), limits);
    features.begin();
    assertThat(rules(catchThrowableOfType(InvalidInstancesException.class, features::begin)))
        .containsExactly("/instances too-many");

    InstancesBuilder elements = new InstancesBuilder(SignatureSamples.sequence(), limits);
    elements.begin();
    elements.beginTensor(0);
    for (int i = 0; i < 6; i++) {
      elements.element(i);
    }
    elements.wrongElement("null");
    assertThat(
            rules(
                catchThrowableOfType(
                    InvalidInstancesException.class, () -> elements.wrongElement("null"))))
        .containsExactly("/instances/0/seq type", "/instances too-many");
  }

  @Test
  void limits_belowOne_areRefused() {
    assertThatThrownBy(() -> new InstanceLimits(0, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new InstanceLimits(1, 1, 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void violations_beyondThoseKept_areCounted() {
    InvalidInstancesException refusal =
        refused(
            SignatureSamples.iris(),
            builder -> {
              builder.begin();
              for (int i = 0; i < 1500; i++) {
                builder.field("x" + i);
              }
              builder.abandon();
            });
    assertThat(refusal.violations()).hasSize(1000);
    assertThat(refusal.total()).isEqualTo(1500);
    assertThat(refusal).hasMessage("1500 fields break their rules");
  }

  @Test
  void build_withoutInstances_isRefused() {
    assertThat(rules(refused(SignatureSamples.iris(), builder -> {})))
        .containsExactly("/instances missing");
  }

  @Test
  void malformed_keepsWhatWasFoundBefore() {
    InstancesBuilder builder = builder(SignatureSamples.iris());
    builder.begin();
    builder.field("x");
    InvalidInstancesException refusal = builder.malformed("", Rule.SYNTAX, "broken");
    assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED_BODY);
    assertThat(rules(refusal)).containsExactly("/instances/0/x unknown", " syntax");
  }

  @Test
  void abandon_withoutAFault_isOurOwnMistake() {
    InstancesBuilder builder = builder(SignatureSamples.iris());
    builder.begin();
    assertThatThrownBy(builder::abandon).isInstanceOf(IllegalStateException.class);
  }

  private static List<String> imageFaults(List<?> image) {
    return rules(refused(SignatureSamples.image(), Map.of("image", image)));
  }

  private static Violation onlyFault(Map<String, Object> instance) {
    List<Violation> violations = refused(SignatureSamples.salary(), instance).violations();
    assertThat(violations).hasSize(1);
    return violations.get(0);
  }

  private static Map<String, Object> with(Object... changes) {
    Map<String, Object> instance = new HashMap<>(PROF);
    for (int i = 0; i < changes.length; i += 2) {
      instance.put((String) changes[i], changes[i + 1]);
    }
    return instance;
  }

  private static Instances read(ModelSignature signature, Map<String, Object> instance) {
    return PlainInstances.read(signature, List.of(instance));
  }

  private static Instances read(
      ModelSignature signature, Map<String, Object> first, Map<String, Object> second) {
    return PlainInstances.read(signature, List.of(first, second));
  }

  private static InvalidInstancesException refused(
      ModelSignature signature, Map<String, Object> instance) {
    return catchThrowableOfType(InvalidInstancesException.class, () -> read(signature, instance));
  }

  private static InvalidInstancesException refused(
      ModelSignature signature, Map<String, Object> first, Map<String, Object> second) {
    return catchThrowableOfType(
        InvalidInstancesException.class, () -> read(signature, first, second));
  }

  private static InvalidInstancesException refused(
      ModelSignature signature, Consumer<InstancesBuilder> reading) {
    return catchThrowableOfType(
        InvalidInstancesException.class,
        () -> {
          InstancesBuilder builder = builder(signature);
          reading.accept(builder);
          builder.build();
        });
  }

  private static InstancesBuilder builder(ModelSignature signature) {
    return new InstancesBuilder(signature, InstanceLimits.DEFAULT);
  }

  private static List<String> rules(InvalidInstancesException refusal) {
    return refusal.violations().stream().map(v -> v.pointer() + " " + v.rule().wireName()).toList();
  }

  private static float[] values(Instances instances) {
    Tensor tensor = instances.inputs().get(0);
    return Arrays.copyOf(tensor.values(), tensor.size());
  }
}
