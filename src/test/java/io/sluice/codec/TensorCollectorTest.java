package io.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.InstanceLimits;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation;
import io.sluice.model.Violations;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values are kept as exactly as their type has them, whenever that becomes known. */
final class TensorCollectorTest {
  private final TensorCollector collector =
      new TensorCollector(new InstanceLimits(10, 100, 16, 16, 10));
  private final Violations faults = new Violations(10);

  @Test
  void tensor_typeKnownLate_isAsIfKnownBefore() {
    for (TensorType known : new TensorType[] {TensorType.FP32, null}) {
      collect(known, 0.1, 16_777_217, 3);

      NamedTensor tensor = tensor(TensorType.FP32, 3);

      assertThat(tensor.number(0)).isEqualTo(0.1f);
      assertThat(tensor.number(1)).isEqualTo(16_777_216);
      assertThat(tensor.floats()).isNotNull();
    }
  }

  @Test
  void tensor_wideType_keepsWhatFloatsWouldLose() {
    collect(TensorType.INT64, 1, 16_777_217, 4_503_599_627_370_497d);

    NamedTensor tensor = tensor(TensorType.INT64, 3);

    assertThat(tensor.number(0)).isEqualTo(1);
    assertThat(tensor.number(1)).isEqualTo(16_777_217);
    assertThat(tensor.number(2)).isEqualTo(4_503_599_627_370_497d);
  }

  @ParameterizedTest
  @CsvSource({
    "BOOL,2", "UINT8,-1", "UINT8,256", "INT8,128", "INT16,-32769", "UINT16,65536",
        "INT32,2147483648",
    "UINT32,-1", "UINT32,4294967296", "INT64,1e19", "UINT64,-1", "INT8,1.5", "INT64,0.5",
        "INT32,NaN",
  })
  void tensor_valueThatTheTypeDoesNotHave_isRefused(TensorType type, double value) {
    collect(type, 1, value);

    assertThat(collector.tensor("x", "/inputs/0", type, new int[] {2}, faults)).isNull();
    assertThat(told()).hasSize(1);
    assertThat(told().get(0).pointer()).isEqualTo("/inputs/0/data/1");
  }

  @Test
  void tensor_nestedOrFlat_fillsTheShape() {
    collector.begin(TensorType.FP32, 4);
    collector.open();
    for (int row = 0; row < 2; row++) {
      collector.open();
      collector.number(row);
      collector.number(row + 0.5);
      collector.shut();
    }
    collector.shut();
    assertThat(collector.nested()).containsExactly(2, 2);
    assertThat(tensor(TensorType.FP32, 2, 2).number(3)).isEqualTo(1.5);

    collect(TensorType.FP32, 1, 2, 3, 4);
    assertThat(tensor(TensorType.FP32, 2, 2).number(2)).isEqualTo(3);
  }

  @Test
  void tensor_otherCountOrNesting_isRefused() {
    collect(TensorType.FP32, 1, 2, 3);
    assertThat(collector.tensor("x", "", TensorType.FP32, new int[] {2, 2}, faults)).isNull();

    collector.begin(TensorType.FP32, 2);
    collector.open();
    collector.open();
    collector.number(1);
    collector.number(2);
    collector.shut();
    collector.shut();
    assertThat(collector.tensor("x", "", TensorType.FP32, new int[] {2, 1}, faults)).isNull();
    assertThat(told()).hasSize(2);
  }

  @Test
  void tensor_kindsMixed_isRefused() {
    collector.begin(TensorType.BYTES, 2);
    collector.open();
    collector.text("a");
    collector.number(1);
    collector.shut();
    assertThat(collector.tensor("x", "", TensorType.BYTES, new int[] {2}, faults)).isNull();

    collector.begin(TensorType.FP32, 2);
    collector.open();
    collector.bool(true);
    collector.number(1);
    collector.shut();
    assertThat(collector.tensor("x", "", TensorType.FP32, new int[] {2}, faults)).isNull();

    collector.begin(null, 1);
    collector.open();
    collector.wrong("an object");
    collector.shut();
    assertThat(collector.tensor("x", "", TensorType.FP32, new int[] {1}, faults)).isNull();
    assertThat(told())
        .extracting(Violation::detail)
        .containsExactly(
            "'x' is BYTES, but holds a number",
            "'x' is FP32, but holds a boolean",
            "'x' is FP32, but holds an object");
  }

  @Test
  void number_moreThanARequestMayHold_endsTheReading() {
    collect(TensorType.FP32, new double[60]);
    collector.begin(TensorType.FP32, 1_000_000);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 60; i++) {
                collector.number(i);
              }
            })
        .isInstanceOf(InvalidInstancesException.class)
        .hasMessage("a request may hold 100 values");
  }

  private void collect(@Nullable TensorType type, double... values) {
    collector.begin(type, values.length);
    collector.open();
    for (double value : values) {
      collector.number(value);
    }
    collector.shut();
  }

  private NamedTensor tensor(TensorType type, int... shape) {
    NamedTensor tensor = collector.tensor("x", "/inputs/0", type, shape, faults);
    assertThat(told()).isEmpty();
    assertThat(tensor).isNotNull();
    return tensor;
  }

  private List<Violation> told() {
    return faults.isEmpty() ? List.of() : faults.toException(Kind.INVALID_INSTANCES).violations();
  }
}
