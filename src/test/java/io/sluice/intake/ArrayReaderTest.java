package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.ArrayData;
import io.sluice.model.Datatype;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ArrayReaderTest {
  private static final long MANY = 1 << 20;

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "HALF", "BFLOAT16"})
  void read_arrayOfNd4j_equalsIt(DataType type) throws IOException {
    INDArray values =
        Nd4j.createFromArray(0f, -0f, 1.5f, -2.25f, 6.1e-5f, 1e-7f, 65504f, -3e-3f).castTo(type);

    ArrayData array = read(write(values));

    assertThat(array.toDoubles()).containsExactly(values.toDoubleVector());
    assertThat(array.shape()).containsExactly(8);
    assertThat(array.data().isDirect()).isTrue();
    assertThat(array.data().isReadOnly()).isTrue();
  }

  @Property(tries = 300)
  void read_anyRowOfNd4j_equalsIt(
      @ForAll @Size(min = 1, max = 40) float[] values, @ForAll boolean rankTwo, @ForAll boolean f)
      throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.isFinite(values[i]) ? values[i] : i;
    }
    INDArray row = Nd4j.createFromArray(values);
    INDArray shaped = rankTwo ? row.reshape(f ? 'f' : 'c', 1, values.length) : row;

    ArrayData array = read(write(shaped));

    assertThat(array.shape()).containsExactly(shaped.shape());
    assertThat(array.data().asFloatBuffer().compareTo(FloatBuffer.wrap(values))).isZero();
  }

  @Test
  void read_viewOfAMatrix_holdsItsValuesOnly() throws IOException {
    INDArray column = Nd4j.arange(12).castTo(DataType.FLOAT).reshape(3, 4).getColumn(1);

    assertThat(read(write(column)).toDoubles()).containsExactly(1, 5, 9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAVACPP", "HEAP", "DIRECT"})
  void read_arrayOfALegacyMode_equalsWhatNd4jReads(String mode) throws IOException {
    byte[] bytes = ArrayForge.row(1, -2, 3.5f).legacy(mode).build();

    INDArray expected = Nd4j.read(new DataInputStream(new ByteArrayInputStream(bytes)));

    assertThat(read(bytes).toDoubles()).containsExactly(expected.toDoubleVector());
    assertThat(read(bytes).shape()).containsExactly(expected.shape());
  }

  @Test
  void read_longShapeWithoutType_takesTheTypeOfTheData() throws IOException {
    ArrayForge forge = ArrayForge.row(1, 2);
    forge.shapeMode = "LONG_SHAPE";
    forge.dataMode = "LONG_SHAPE";
    forge.shape[5] = 0;

    ArrayData array = read(forge.build());

    assertThat(array.type()).isEqualTo(Datatype.FP32);
    assertThat(array.order()).isEqualTo('c');
  }

  @Test
  void readOrEmpty_emptyArrayOfNd4j_isNull() throws IOException {
    byte[] bytes = write(Nd4j.zeros(DataType.FLOAT, 0));

    assertThat(ArrayReader.readOrEmpty(input(bytes), MANY)).isNull();
    assertRefused(bytes, Reason.ARRAY_INVALID);
  }

  static Stream<Arguments> forgedArrays() {
    return Stream.of(
        forged("unknown mode of the shape", Reason.ARRAY_INVALID, f -> f.shapeMode = "MAPPED"),
        forged("unknown mode of the data", Reason.ARRAY_INVALID, f -> f.dataMode = ""),
        forged("shape of 32-bit numbers", Reason.ARRAY_INVALID, f -> f.shapeType = "INT"),
        forged("shape of text", Reason.ARRAY_INVALID, f -> f.shapeType = "UTF8"),
        forged("too few numbers in the shape", Reason.ARRAY_INVALID, f -> f.shapeLength = 2),
        forged("odd numbers in the shape", Reason.ARRAY_INVALID, f -> f.shapeLength = 7),
        forged("too many numbers in the shape", Reason.ARRAY_INVALID, f -> f.shapeLength = 70),
        forged("negative length of the shape", Reason.ARRAY_LENGTH, f -> f.shapeLength = -8),
        forged("rank too high", Reason.ARRAY_INVALID, f -> f.shape[0] = 3),
        forged("rank negative", Reason.ARRAY_INVALID, f -> f.shape[0] = -1),
        forged("two rows", Reason.ARRAY_INVALID, f -> f.shape[1] = 2),
        forged("no rows", Reason.ARRAY_INVALID, f -> f.shape[1] = 0),
        forged(
            "a column vector",
            Reason.ARRAY_INVALID,
            f -> {
              f.shape[1] = 3;
              f.shape[2] = 1;
            }),
        forged("negative axis", Reason.ARRAY_INVALID, f -> f.shape[2] = -3),
        forged("empty axis", Reason.ARRAY_INVALID, f -> f.shape[2] = 0),
        forged("stride of two", Reason.ARRAY_INVALID, f -> f.shape[4] = 2),
        forged("stride of zero", Reason.ARRAY_INVALID, f -> f.shape[4] = 0),
        forged("negative stride", Reason.ARRAY_INVALID, f -> f.shape[4] = -1),
        forged("stride of rows out of the array", Reason.ARRAY_INVALID, f -> f.shape[3] = 1 << 30),
        forged("element-wise stride of two", Reason.ARRAY_INVALID, f -> f.shape[6] = 2),
        forged("unknown order", Reason.ARRAY_INVALID, f -> f.shape[7] = 'a'),
        forged("options of another type", Reason.ARRAY_INVALID, f -> f.shape[5] = 16384),
        forged("options of two types", Reason.ARRAY_INVALID, f -> f.shape[5] = 8192 | 16384),
        forged("empty with values", Reason.ARRAY_INVALID, f -> f.shape[5] = 8192 | 8),
        forged("compressed", Reason.ARRAY_TYPE, f -> f.dataType = "COMPRESSED"),
        forged("text", Reason.ARRAY_TYPE, f -> f.dataType = "UTF8"),
        forged("whole numbers", Reason.ARRAY_TYPE, f -> f.dataType = "INT"),
        forged("unknown type", Reason.ARRAY_TYPE, f -> f.dataType = "FLOAT8"),
        forged("no type", Reason.ARRAY_TYPE, f -> f.dataType = ""),
        forged("more values than the shape", Reason.ARRAY_LENGTH, f -> f.dataLength = 4),
        forged("fewer values than the shape", Reason.ARRAY_LENGTH, f -> f.dataLength = 2),
        forged("negative length", Reason.ARRAY_LENGTH, f -> f.dataLength = -3),
        forged("bytes missing", Reason.ARRAY_LENGTH, f -> f.data = Arrays.copyOf(f.data, 11)),
        forged("long mode name", Reason.ARRAY_INVALID, f -> f.shapeMode = "M".repeat(33)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgedArrays")
  void read_forgedArray_isRefused(String what, byte[] bytes, Reason reason) {
    assertRefused(bytes, reason);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void read_valueThatIsNotFinite_isRefusedInEveryType(float value) {
    for (DataType type :
        new DataType[] {DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16}) {
      assertRefused(
          write(Nd4j.createFromArray(1f, value, 2f).castTo(type)), Reason.ARRAY_NOT_FINITE);
    }
  }

  @Test
  void read_poisonedCopies_areAllRefused() {
    for (int i = 0; i < 20; i++) {
      float[] values = new float[1000];
      values[i * 52] = i % 2 == 0 ? Float.NaN : Float.POSITIVE_INFINITY;

      assertRefused(ArrayForge.row(values).build(), Reason.ARRAY_NOT_FINITE);
    }
  }

  @Test
  void read_moreElementsThanAllowed_isRefused() {
    byte[] bytes = ArrayForge.row(1, 2, 3).build();

    assertThatThrownBy(() -> ArrayReader.read(input(bytes), 2))
        .isInstanceOfSatisfying(
            ArchiveRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.PARAMETERS_TOO_MANY));
  }

  /** Whatever a mutated array is taken for, it is never more than is there, and ND4J agrees. */
  @Property(tries = 5000)
  void read_mutatedArray_isRefusedOrHoldsWhatIsThere(
      @ForAll @IntRange(max = 160) int position,
      @ForAll @IntRange(min = 1, max = 255) int flip,
      @ForAll @FloatRange(min = -9, max = 9) float value,
      @ForAll boolean legacy)
      throws IOException {
    ArrayForge forge = ArrayForge.row(value, 1, 2, 3, 4, 5, 6, 7);
    byte[] bytes = (legacy ? forge.legacy("JAVACPP") : forge).build();
    bytes[position % bytes.length] ^= (byte) flip;
    EntryBytes in = input(bytes);
    try {
      ArrayData array = ArrayReader.read(in, MANY);
      assertThat(array.elements() * array.type().bytes()).isLessThanOrEqualTo(32);
      assertThat(Arrays.stream(array.toDoubles())).allMatch(Double::isFinite);
      INDArray asNd4jSeesIt = Nd4j.read(new DataInputStream(new ByteArrayInputStream(bytes)));
      assertThat(array.toDoubles()).containsExactly(asNd4jSeesIt.toDoubleVector());
    } catch (ArchiveRejectedException e) {
      assertThat(e.reason()).isNotNull();
    }
  }

  private static Arguments forged(String what, Reason reason, Consumer<ArrayForge> change) {
    ArrayForge forge = ArrayForge.row(1, 2, 3);
    change.accept(forge);
    return Arguments.of(what, forge.build(), reason);
  }

  private static byte[] write(INDArray array) {
    return ArrayForge.bytes(out -> Nd4j.write(array, out));
  }

  private static ArrayData read(byte[] bytes) throws IOException {
    EntryBytes in = input(bytes);
    ArrayData array = ArrayReader.read(in, MANY);
    in.expectEnd(Reason.ARRAY_LENGTH);
    return array;
  }

  private static EntryBytes input(byte[] bytes) {
    return new EntryBytes(new ByteArrayInputStream(bytes), "array", bytes.length);
  }

  private static void assertRefused(byte[] bytes, Reason reason) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOfSatisfying(
            ArchiveRejectedException.class,
            e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
  }
}
