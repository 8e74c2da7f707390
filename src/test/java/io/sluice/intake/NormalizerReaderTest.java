package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.NormalizerData;
import io.sluice.model.Scaling;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.MultiDataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.MultiNormalizerHybrid;
import org.nd4j.linalg.dataset.api.preprocessor.MultiNormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.MultiNormalizerStandardize;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.dataset.api.preprocessor.VGG16ImagePreProcessor;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.factory.Nd4j;

class NormalizerReaderTest {
  // The last column is constant: its deviation and its range are nought.
  private static final float[][] FEATURES = {{1, 200, 5}, {2, 400, 5}, {4, 100, 5}, {8, 900, 5}};
  private static final float[][] LABELS = {{10, -1}, {30, -2}, {20, -5}, {70, 3}};

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void read_standardize_normalizesAsDl4jDoes(boolean fitLabel) throws Exception {
    NormalizerStandardize normalizer = new NormalizerStandardize();
    normalizer.fitLabel(fitLabel);
    normalizer.fit(dataSet());

    NormalizerData read = read(write(normalizer));

    assertThat(read.kind()).isEqualTo(NormalizerData.Kind.STANDARDIZE);
    assertThat(read.fitLabel()).isEqualTo(fitLabel);
    Scaling.Standardize features = (Scaling.Standardize) read.input(0);
    assertThat(features.mean()).isEqualTo(doubles(normalizer.getMean()));
    assertThat(features.std()).isEqualTo(doubles(normalizer.getStd()));
    DataSet normalized = dataSet();
    normalizer.transform(normalized);
    assertNormalizes(features, FEATURES, normalized.getFeatures());
    if (fitLabel) {
      assertNormalizes(read.label(0), LABELS, normalized.getLabels());
      normalizer.revertLabels(normalized.getLabels());
      assertDenormalizes(read.label(0), labelsOf(normalizer), LABELS);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void read_minMax_normalizesAsDl4jDoes(boolean fitLabel) throws Exception {
    NormalizerMinMaxScaler normalizer = new NormalizerMinMaxScaler(-1, 2);
    normalizer.fitLabel(fitLabel);
    normalizer.fit(dataSet());

    NormalizerData read = read(write(normalizer));

    assertThat(read.kind()).isEqualTo(NormalizerData.Kind.MIN_MAX);
    assertThat(read.fitLabel()).isEqualTo(fitLabel);
    Scaling.MinMax features = (Scaling.MinMax) read.input(0);
    assertThat(features.targetMin()).isEqualTo(-1);
    assertThat(features.targetMax()).isEqualTo(2);
    assertThat(features.min()).isEqualTo(doubles(normalizer.getMin()));
    assertThat(features.max()).isEqualTo(doubles(normalizer.getMax()));
    DataSet normalized = dataSet();
    normalizer.transform(normalized);
    assertNormalizes(features, FEATURES, normalized.getFeatures());
    if (fitLabel) {
      assertNormalizes(read.label(0), LABELS, normalized.getLabels());
      assertDenormalizes(read.label(0), normalized.getLabels(), LABELS);
    }
  }

  @Test
  void read_image_normalizesAsDl4jDoes() throws Exception {
    ImagePreProcessingScaler normalizer = new ImagePreProcessingScaler(-1, 1, 4);
    INDArray images = Nd4j.createFromArray(FEATURES);
    normalizer.transform(images);

    NormalizerData read = read(write(normalizer));

    assertThat(read)
        .isEqualTo(
            new NormalizerData(
                NormalizerData.Kind.IMAGE_MIN_MAX,
                List.of(new Scaling.Image(-1, 1, 15)),
                List.of()));
    assertNormalizes(read.input(0), FEATURES, images);
    assertDenormalizes(read.input(0), images, FEATURES);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void read_multiStandardize_normalizesAsDl4jDoes(boolean fitLabel) throws Exception {
    MultiNormalizerStandardize normalizer = new MultiNormalizerStandardize();
    normalizer.fitLabel(fitLabel);

    assertMulti(normalizer, NormalizerData.Kind.MULTI_STANDARDIZE, fitLabel ? 2 : 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void read_multiMinMax_normalizesAsDl4jDoes(boolean fitLabel) throws Exception {
    MultiNormalizerMinMaxScaler normalizer = new MultiNormalizerMinMaxScaler(2, 5);
    normalizer.fitLabel(fitLabel);

    assertMulti(normalizer, NormalizerData.Kind.MULTI_MIN_MAX, fitLabel ? 2 : 0);
  }

  @Test
  void read_hybridWithStrategiesForAll_normalizesAsDl4jDoes() throws Exception {
    assertMulti(
        new MultiNormalizerHybrid().standardizeAllInputs().minMaxScaleAllOutputs(-3, 4),
        NormalizerData.Kind.MULTI_HYBRID,
        2);
  }

  @Test
  void read_hybridWithStrategiesForSome_normalizesAsDl4jDoes() throws Exception {
    assertMulti(
        new MultiNormalizerHybrid().minMaxScaleInput(1, 0, 9).standardizeOutput(0),
        NormalizerData.Kind.MULTI_HYBRID,
        1);
  }

  @Test
  void read_hybridThatReplacesTheStrategyForAll_normalizesAsDl4jDoes() throws Exception {
    assertMulti(
        new MultiNormalizerHybrid().standardizeAllInputs().minMaxScaleInput(0, 1, 2),
        NormalizerData.Kind.MULTI_HYBRID,
        0);
  }

  @Test
  void read_typesThatAreNeverLoaded_areNamed() {
    for (String type : new String[] {"CUSTOM", "IMAGE_VGG16"}) {
      assertThatThrownBy(() -> read(header("NORMALIZER", 1, type)))
          .hasMessageContaining(type)
          .isInstanceOfSatisfying(
              ArchiveRejectedException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.NORMALIZER_UNSUPPORTED));
    }
  }

  @Test
  void write_imageVgg16_isBeyondDl4jItself() {
    // The reason why its type is refused: nothing can have written one.
    assertThatThrownBy(() -> write(new VGG16ImagePreProcessor()))
        .hasMessageContaining("No serializer strategy found");
  }

  @Test
  void read_otherHeaders_areRefused() {
    assertRefused(header("NORMALISER", 1, "STANDARDIZE"), Reason.NORMALIZER_INVALID);
    assertRefused(header("NORMALIZER", 2, "STANDARDIZE"), Reason.NORMALIZER_INVALID);
    assertRefused(header("NORMALIZER", 1, "STANDARDISE"), Reason.NORMALIZER_INVALID);
    assertRefused(header("NORMALIZER", 1, "x".repeat(99)), Reason.NORMALIZER_INVALID);
    assertRefused(new byte[0], Reason.ENTRY_CORRUPT);
  }

  @Test
  void read_bytesAfterTheNormalizer_areRefused() throws Exception {
    byte[] sound = write(Dl4jArchives.standardizer());

    assertRefused(Arrays.copyOf(sound, sound.length + 1), Reason.NORMALIZER_INVALID);
  }

  @Test
  void read_truncatedAnywhere_isRefused() throws Exception {
    byte[] sound = write(Dl4jArchives.standardizer());

    for (int length = 0; length < sound.length; length++) {
      byte[] cut = Arrays.copyOf(sound, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(ArchiveRejectedException.class);
    }
  }

  @Test
  void read_figuresThatDoNotGoTogether_areRefused() {
    ArrayForge.Output negative = out -> out.write(ArrayForge.row(-1, 2).build());
    ArrayForge.Output two = out -> out.write(ArrayForge.row(5, 6).build());
    ArrayForge.Output three = out -> out.write(ArrayForge.row(7, 8, 9).build());

    assertRefused(single("STANDARDIZE", two, negative), Reason.NORMALIZER_INVALID);
    assertRefused(single("STANDARDIZE", two, three), Reason.NORMALIZER_INVALID);
    assertRefused(
        single("MIN_MAX", out -> out.writeDouble(0), out -> out.writeDouble(1), two, negative),
        Reason.NORMALIZER_INVALID);
    assertRefused(
        single("MIN_MAX", out -> out.writeDouble(Double.NaN), out -> out.writeDouble(1), two, two),
        Reason.NORMALIZER_INVALID);
    assertRefused(image(0, 1, 0), Reason.NORMALIZER_INVALID);
    assertRefused(image(1, 1, 255), Reason.NORMALIZER_INVALID);
    assertRefused(image(0, Double.POSITIVE_INFINITY, 255), Reason.NORMALIZER_INVALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 257, Integer.MAX_VALUE})
  void read_multiWithAbsurdCounts_isRefused(int count) {
    for (String type : new String[] {"MULTI_STANDARDIZE", "MULTI_MIN_MAX"}) {
      assertRefused(
          single(type, out -> out.writeInt(count), out -> out.writeInt(-1)),
          Reason.NORMALIZER_INVALID);
      assertRefused(
          single(type, out -> out.writeInt(1), out -> out.writeInt(Math.abs(count))),
          Reason.NORMALIZER_INVALID);
    }
  }

  @Test
  void read_hybridWithAbsurdNumbers_isRefused() {
    assertRefused(hybrid(-1), Reason.NORMALIZER_INVALID);
    assertRefused(hybrid(Integer.MAX_VALUE), Reason.NORMALIZER_INVALID);
    assertRefused(hybrid(1, -1), Reason.NORMALIZER_INVALID);
    assertRefused(hybrid(1, 256), Reason.NORMALIZER_INVALID);
    assertRefused(hybrid(1, 0, 0), Reason.NORMALIZER_INVALID);
    assertRefused(hybrid(1, 0, 3), Reason.NORMALIZER_UNSUPPORTED);
    assertRefused(hybrid(1, 0, -1), Reason.NORMALIZER_UNSUPPORTED);
    assertRefused(hybrid(0, 0, 0, 0, 2, 7, 0, 7, 0), Reason.NORMALIZER_INVALID);
  }

  @Test
  void read_hybridStatisticsWithoutStrategy_areRefused() {
    byte[] row = ArrayForge.row(1, 2).build();
    byte[] bytes =
        ArrayForge.bytes(
            out -> {
              out.write(header("NORMALIZER", 1, "MULTI_HYBRID"));
              for (int number : new int[] {1, 0, 1}) {
                out.writeInt(number);
              }
              out.write(row);
              out.write(row);
              for (int number : new int[] {0, 0, 0, 0, 0}) {
                out.writeInt(number);
              }
            });

    assertRefused(bytes, Reason.NORMALIZER_INVALID);
  }

  private static void assertMulti(
      MultiDataNormalization normalizer, NormalizerData.Kind kind, int labels) throws Exception {
    normalizer.fit(multiDataSet());

    NormalizerData read = read(write((Normalizer<?>) normalizer));

    assertThat(read.kind()).isEqualTo(kind);
    assertThat(read.inputs()).hasSize(2);
    assertThat(read.labels()).hasSize(labels);
    MultiDataSet normalized = multiDataSet();
    normalizer.transform(normalized);
    assertNormalizes(read.input(0), FEATURES, normalized.getFeatures(0));
    assertNormalizes(read.input(1), LABELS, normalized.getFeatures(1));
    assertNormalizes(read.label(0), LABELS, normalized.getLabels(0));
    assertNormalizes(read.label(1), FEATURES, normalized.getLabels(1));
  }

  private static void assertNormalizes(Scaling scaling, float[][] plain, INDArray expected) {
    for (int row = 0; row < plain.length; row++) {
      for (int column = 0; column < plain[row].length; column++) {
        assertThat(scaling.normalize(plain[row][column], column))
            .isCloseTo(expected.getDouble(row, column), within(1e-4));
      }
    }
  }

  private static void assertDenormalizes(Scaling scaling, INDArray normalized, float[][] plain) {
    for (int row = 0; row < plain.length; row++) {
      for (int column = 0; column < plain[row].length; column++) {
        assertThat(scaling.denormalize(normalized.getDouble(row, column), column))
            .isCloseTo(plain[row][column], within(1e-3));
      }
    }
  }

  private static INDArray labelsOf(NormalizerStandardize normalizer) {
    DataSet normalized = dataSet();
    normalizer.transform(normalized);
    return normalized.getLabels();
  }

  private static DataSet dataSet() {
    return new DataSet(Nd4j.createFromArray(FEATURES), Nd4j.createFromArray(LABELS));
  }

  private static MultiDataSet multiDataSet() {
    return new MultiDataSet(
        new INDArray[] {Nd4j.createFromArray(FEATURES), Nd4j.createFromArray(LABELS)},
        new INDArray[] {Nd4j.createFromArray(LABELS), Nd4j.createFromArray(FEATURES)});
  }

  private static List<Double> doubles(INDArray array) {
    return Arrays.stream(array.toDoubleVector()).boxed().toList();
  }

  private static byte[] write(Normalizer<?> normalizer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NormalizerSerializer.getDefault().write(normalizer, bytes);
    return bytes.toByteArray();
  }

  private static byte[] header(String magic, int version, String type) {
    return ArrayForge.bytes(
        out -> {
          out.writeUTF(magic);
          out.writeInt(version);
          out.writeUTF(type);
        });
  }

  /** A normaliser that was not told to fit labels, with what follows that flag. */
  private static byte[] single(String type, ArrayForge.Output... content) {
    return ArrayForge.bytes(
        out -> {
          out.write(header("NORMALIZER", 1, type));
          out.writeBoolean(false);
          for (ArrayForge.Output part : content) {
            part.writeTo(out);
          }
        });
  }

  private static byte[] image(double min, double max, double maxPixel) {
    return ArrayForge.bytes(
        out -> {
          out.write(header("NORMALIZER", 1, "IMAGE_MIN_MAX"));
          out.writeDouble(min);
          out.writeDouble(max);
          out.writeDouble(maxPixel);
        });
  }

  private static byte[] hybrid(int... numbers) {
    return ArrayForge.bytes(
        out -> {
          out.write(header("NORMALIZER", 1, "MULTI_HYBRID"));
          for (int number : numbers) {
            out.writeInt(number);
          }
        });
  }

  private static NormalizerData read(byte[] bytes) throws IOException {
    return NormalizerReader.read(
        new EntryBytes(new ByteArrayInputStream(bytes), "normalizer.bin", bytes.length));
  }

  private static void assertRefused(byte[] bytes, Reason reason) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOfSatisfying(
            ArchiveRejectedException.class,
            e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
  }
}
