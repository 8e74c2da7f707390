package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TensorValuesTest {

  @Test
  void resolve_nested_isItsOwnShape() {
    TensorValues values = told("[[11][11][11]]");
    assertThat(values.resolve(List.of(3, 2))).containsExactly(3, 2);
    assertThat(values.resolve(List.of(-1, -1))).containsExactly(3, 2);
    assertThat(values.resolve(List.of(2, 3))).isNull();
    assertThat(values.resolve(List.of(6))).isNull();
    assertThat(values.sent()).isEqualTo("[3,2]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[111111]", "111111"})
  void resolve_flatOrBare_fillsTheShape(String text) {
    TensorValues values = told(text);
    assertThat(values.resolve(List.of(3, 2))).containsExactly(3, 2);
    assertThat(values.resolve(List.of(6))).containsExactly(6);
    assertThat(values.resolve(List.of(-1))).containsExactly(6);
    assertThat(values.resolve(List.of(2, -1))).containsExactly(2, 3);
    assertThat(values.resolve(List.of(-1, 1, 3))).containsExactly(2, 1, 3);
    assertThat(values.resolve(List.of(4, -1))).isNull();
    assertThat(values.resolve(List.of(-1, -1))).isNull();
    assertThat(values.resolve(List.of(5))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[11][1]]",
        "[[1][11]]",
        "[1[1]]",
        "[[1]1]",
        "[[][1]]",
        "[[1][]]",
        "[[[1]][1]]",
        "[[1][[1]]]",
        "[[1][[11]]]"
      })
  void resolve_ragged_fitsNothing(String text) {
    TensorValues values = told(text);
    assertThat(values.resolve(List.of(-1))).isNull();
    assertThat(values.resolve(List.of(-1, -1))).isNull();
    assertThat(values.resolve(List.of(-1, -1, -1))).isNull();
    assertThat(values.sent()).isEqualTo("a ragged array");
  }

  @Test
  void resolve_empty_fillsNoVariableAxis() {
    assertThat(told("[]").resolve(List.of(2, -1))).isNull();
    assertThat(told("[]").resolve(List.of(-1))).isNull();
    assertThat(told("[[][]]").resolve(List.of(2, -1))).isNull();
    assertThat(told("").resolve(List.of(2))).isNull();
    assertThat(told("").resolve(List.of(-1))).isNull();
  }

  @Test
  void resolve_deeperThanAnyTensor_fitsNothing() {
    assertThat(told("[".repeat(40) + "1" + "]".repeat(40)).resolve(List.of(1))).isNull();
  }

  @Test
  void reset_forgetsTheTensorBefore() {
    TensorValues values = told("[[1][11]]");
    values.reset();
    tell(values, "[11]");
    assertThat(values.resolve(List.of(2))).containsExactly(2);
  }

  @Property(tries = 500)
  void resolve_anyFullNesting_isItsShape(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 3) Integer> shape) {
    TensorValues values = told(nested(shape));
    int[] expected = Shapes.toArray(shape);
    assertThat(values.resolve(shape)).isEqualTo(expected);
    assertThat(told("1".repeat((int) Shapes.size(expected))).resolve(shape)).isEqualTo(expected);
  }

  @Property(tries = 5000)
  void resolve_anyNestingAtAll_givesNoShapeOrOneThatItsElementsFill(@ForAll Random random) {
    String text = arrays(random, 3);
    int elements = (int) text.chars().filter(c -> c == '1').count();
    for (List<Integer> any : List.of(List.of(-1), List.of(-1, -1), List.of(-1, -1, -1))) {
      int[] shape = told(text).resolve(any);
      if (shape != null) {
        assertThat(Shapes.size(shape)).as(text).isEqualTo(elements);
      }
    }
  }

  private static String arrays(Random random, int depth) {
    StringBuilder text = new StringBuilder("[");
    for (int i = random.nextInt(3); i >= 0; i--) {
      text.append(depth > 1 && random.nextInt(4) > 0 ? arrays(random, depth - 1) : "1");
    }
    return text.append(random.nextInt(8) == 0 ? "[]]" : "]").toString();
  }

  private static String nested(List<Integer> shape) {
    return shape.isEmpty()
        ? "1"
        : "[" + nested(shape.subList(1, shape.size())).repeat(shape.get(0)) + "]";
  }

  private static TensorValues told(String text) {
    TensorValues values = new TensorValues();
    values.reset();
    tell(values, text);
    return values;
  }

  private static void tell(TensorValues values, String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '[' -> values.open();
        case ']' -> values.close();
        default -> values.element();
      }
    }
  }
}
