package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArrayDataTest {

  @ParameterizedTest
  @CsvSource({
    "0x0000, 0",
    "0x3c00, 1",
    "0xc000, -2",
    "0x3555, 0.333251953125",
    "0x7bff, 65504",
    "0x0400, 6.103515625e-5",
    "0x03ff, 6.097555160522461e-5",
    "0x0001, 5.960464477539063e-8",
    "0x8001, -5.960464477539063e-8"
  })
  void toDoubles_fp16_followsIeee754(String bits, double value) {
    ByteBuffer data = buffer(2).putShort((short) (int) Integer.decode(bits)).flip();

    assertThat(new ArrayData(Datatype.FP16, new long[] {1}, 'c', data).toDoubles())
        .containsExactly(value);
  }

  @ParameterizedTest
  @CsvSource({"0x3f80, 1", "0xc000, -2", "0x4049, 3.140625"})
  void toDoubles_bf16_isTheUpperHalfOfAFloat(String bits, double value) {
    ByteBuffer data = buffer(2).putShort((short) (int) Integer.decode(bits)).flip();

    assertThat(new ArrayData(Datatype.BF16, new long[] {1}, 'c', data).toDoubles())
        .containsExactly(value);
  }

  @Test
  void toDoubles_wideTypes_areExact() {
    ByteBuffer floats = buffer(8).putFloat(0.1f).putFloat(-3).flip();
    ByteBuffer doubles = buffer(8).putDouble(0.1).flip();

    assertThat(new ArrayData(Datatype.FP32, new long[] {1, 2}, 'f', floats).toDoubles())
        .containsExactly(0.1f, -3);
    assertThat(new ArrayData(Datatype.FP64, new long[] {1}, 'c', doubles).toDoubles())
        .containsExactly(0.1);
  }

  @Test
  void data_everyCall_isAReadOnlyViewFromTheStart() {
    ArrayData array = floats(1, 2, 3);
    array.data().getFloat();

    assertThat(array.data().getFloat()).isEqualTo(1);
    assertThat(array.data().isReadOnly()).isTrue();
    assertThat(array.data().isDirect()).isTrue();
    assertThat(array.data().order()).isEqualTo(ByteOrder.nativeOrder());
    assertThat(array.elements()).isEqualTo(3);
    assertThat(array.type()).isEqualTo(Datatype.FP32);
    assertThat(array.order()).isEqualTo('c');
  }

  @Test
  void shape_changedByTheCaller_staysAsItWas() {
    long[] shape = {1, 2};
    ArrayData array = new ArrayData(Datatype.FP32, shape, 'c', buffer(8));
    shape[0] = 9;
    array.shape()[1] = 9;

    assertThat(array.shape()).containsExactly(1, 2);
  }

  @Test
  void equals_sameValuesTypeAndShape_isTrue() {
    assertThat(floats(1, 2)).isEqualTo(floats(1, 2)).hasSameHashCodeAs(floats(1, 2));
    assertThat(floats(1, 2)).isNotEqualTo(floats(1, 3));
    assertThat(new ArrayData(Datatype.FP32, new long[] {2}, 'c', buffer(8)))
        .isNotEqualTo(new ArrayData(Datatype.FP64, new long[] {1}, 'c', buffer(8)))
        .isNotEqualTo(new ArrayData(Datatype.FP32, new long[] {1, 2}, 'c', buffer(8)))
        .isNotEqualTo(new ArrayData(Datatype.FP32, new long[] {2}, 'f', buffer(8)))
        .hasToString("FP32[2]c");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FP16", "BF16", "FP32", "FP64"})
  void constructor_typeThatIsNotFloatingPoint_isRefused(Datatype type) {
    assertThatThrownBy(() -> new ArrayData(type, new long[] {1}, 'c', buffer(type.bytes())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void constructor_bytesThatDoNotFillTheShape_areRefused() {
    assertRefused(new long[] {3}, 'c', buffer(8));
    assertRefused(new long[] {1}, 'c', buffer(8));
    assertRefused(new long[] {0}, 'c', buffer(0));
    assertRefused(new long[] {-1, -2}, 'c', buffer(8));
    assertRefused(new long[] {2}, 'a', buffer(8));
    assertRefused(new long[] {2}, 'c', ByteBuffer.allocate(8));
  }

  private static void assertRefused(long[] shape, char order, ByteBuffer data) {
    assertThatThrownBy(() -> new ArrayData(Datatype.FP32, shape, order, data))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ArrayData floats(float first, float... more) {
    ByteBuffer data = buffer(4 + 4 * more.length).putFloat(first);
    for (float value : more) {
      data.putFloat(value);
    }
    return new ArrayData(Datatype.FP32, new long[] {1 + more.length}, 'c', data.flip());
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
