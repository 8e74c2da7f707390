package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.Datatype;
import io.sluice.model.FieldInfo;
import io.sluice.model.InputField;
import io.sluice.model.InputField.BooleanField;
import io.sluice.model.InputField.CategoryField;
import io.sluice.model.InputField.Encoding;
import io.sluice.model.InputField.IntegerField;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelSignature;
import io.sluice.model.ModelVersion;
import io.sluice.model.OperationName;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.Quantity;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.Task;
import io.sluice.model.Violation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContractGuardTest {
  private static final OutputField RENT =
      new QuantityOutput("y", List.of(new Quantity(FieldInfo.named("rent"), "EUR")));

  static Stream<Arguments> inputs() {
    return Stream.of(
        Arguments.of("same", number("a", 0, 10, null), number("a", 0, 10, null), ""),
        Arguments.of("wider", number("a", 0, 10, null), number("a", -1, 11, null), ""),
        Arguments.of("narrower", number("a", 0, 10, null), number("a", 0, 9, null), "range"),
        Arguments.of("whole to real", integer("a", 0, 10), number("a", 0, 10, null), ""),
        Arguments.of("real to whole", number("a", 0, 10, null), integer("a", 0, 10), "type"),
        Arguments.of("gone", number("a", 0, 10, null), number("b", 0, 10, 1.0), "missing"),
        Arguments.of("default gone", number("a", 0, 1, 1.0), number("a", 0, 1, null), "missing"),
        Arguments.of("more words", category("x", "y"), category("x", "y", "z"), ""),
        Arguments.of("fewer words", category("x", "y"), category("x"), "category"),
        Arguments.of("longer text", text(5), text(6), ""),
        Arguments.of("shorter text", text(5), text(4), "too-long"),
        Arguments.of("word to truth", category("x"), truth(), "type"),
        Arguments.of("freer tensor", tensor(Datatype.FP32, 3), tensor(Datatype.FP32, -1), ""),
        Arguments.of("other tensor", tensor(Datatype.FP32, 3), tensor(Datatype.FP32, 4), "shape"),
        Arguments.of("other type", tensor(Datatype.FP32, 3), tensor(Datatype.INT64, 3), "type"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void differences_ofAnInput_areWhatCallersTripOver(
      String name, InputField live, InputField next, String rule) {
    assertThat(rules(differences(List.of(live), List.of(RENT), List.of(next), List.of(RENT))))
        .isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
  }

  @Test
  void differences_furtherField_onlyBreaksWithoutDefault() {
    InputField a = number("a", 0, 1, null);

    assertThat(
            differences(
                List.of(a), List.of(RENT), List.of(a, number("b", 0, 1, 0.5)), List.of(RENT)))
        .isEmpty();
    assertThat(
            differences(
                List.of(a), List.of(RENT), List.of(a, number("b", 0, 1, null)), List.of(RENT)))
        .singleElement()
        .satisfies(difference -> assertThat(difference.pointer()).isEqualTo("/inputs/b"));
  }

  @Test
  void differences_fieldsInAnotherOrder_breakRowsWithoutNames() {
    InputField a = number("a", 0, 1, null);
    InputField b = number("b", 0, 1, null);

    assertThat(rules(differences(List.of(a, b), List.of(RENT), List.of(b, a), List.of(RENT))))
        .containsExactly("shape");
  }

  @Test
  void differences_ofOutputs_areEverythingThatCallersSee() {
    List<InputField> in = List.of(number("a", 0, 1, null));
    OutputField dollars =
        new QuantityOutput("y", List.of(new Quantity(FieldInfo.named("rent"), "USD")));
    OutputField classes = new ClassOutput(FieldInfo.named("level"), List.of("low", "high"), null);

    assertThat(rules(differences(in, List.of(RENT), in, List.of(dollars)))).containsExactly("type");
    assertThat(rules(differences(in, List.of(RENT), in, List.of(classes)))).containsExactly("type");
    assertThat(rules(differences(in, List.of(RENT), in, List.of(RENT, classes))))
        .containsExactly("shape");
    assertThat(differences(in, List.of(classes), in, List.of(classes))).isEmpty();
  }

  @Test
  void differences_anotherOperation_isOne() {
    List<InputField> in = List.of(number("a", 0, 1, null));
    ModelDescriptor live = descriptor("predict_rent", in);
    ModelDescriptor next = descriptor("predict_price", in);
    ModelSignature signature = new ModelSignature(Task.REGRESSION, in, List.of(RENT));

    assertThat(ContractGuard.differences(live, signature, next, signature))
        .singleElement()
        .satisfies(difference -> assertThat(difference.pointer()).isEqualTo("/operation"));
  }

  private static List<Violation> differences(
      List<InputField> live,
      List<OutputField> liveOut,
      List<InputField> next,
      List<OutputField> nextOut) {
    return ContractGuard.differences(
        descriptor("predict_rent", live),
        new ModelSignature(Task.REGRESSION, live, liveOut),
        descriptor("predict_rent", next),
        new ModelSignature(Task.REGRESSION, next, nextOut));
  }

  private static ModelDescriptor descriptor(String operation, List<InputField> inputs) {
    return new ModelDescriptor(
        new ModelId(new ModelName("rent"), new ModelVersion(1)),
        "",
        Task.REGRESSION,
        new OperationName(operation),
        inputs,
        List.of(RENT),
        List.of(),
        Map.of());
  }

  private static List<String> rules(List<Violation> differences) {
    return differences.stream().map(difference -> difference.rule().wireName()).toList();
  }

  private static InputField number(
      String name, double low, double high, @org.jspecify.annotations.Nullable Double otherwise) {
    return new NumberField(FieldInfo.named(name), low, high, "", otherwise);
  }

  private static InputField integer(String name, long low, long high) {
    return new IntegerField(FieldInfo.named(name), low, high, "", null);
  }

  private static InputField category(String... words) {
    return new CategoryField(FieldInfo.named("c"), List.of(words), Encoding.ONE_HOT, null);
  }

  private static InputField text(int longest) {
    return new TextField(FieldInfo.named("t"), longest, null);
  }

  private static InputField truth() {
    return new BooleanField(FieldInfo.named("c"), null);
  }

  private static InputField tensor(Datatype type, int length) {
    return new TensorField(
        FieldInfo.named("x"),
        type,
        List.of(length),
        "",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY);
  }
}
