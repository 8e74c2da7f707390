package io.sluice.runtime.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;

import io.sluice.intake.ArchiveInspector;
import io.sluice.intake.Hdf5Superblock;
import io.sluice.intake.IntakeLimits;
import io.sluice.model.ModelArchive;
import io.sluice.model.Tensor;
import io.sluice.runtime.Network;
import io.sluice.runtime.NetworkLoader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KerasConverterTest {
  @TempDir Path folder;

  @Test
  void convert_soundModel_passesTheOrdinaryIntakeAndComputes() throws Exception {
    Path keras = folder.resolve("model.h5");
    Hdf5Forge.model(keras).close();
    Hdf5Superblock.check(keras, IntakeLimits.DEFAULTS);

    ModelArchive archive = converted(keras);

    Network network = NetworkLoader.load(archive);
    Tensor answer = network.infer(List.of(Tensor.of(new float[] {1, 10, 0, 0}, 2, 2))).get(0);
    // x W + b with W = ((1, 2), (3, 4)) and b = (5, 6)
    assertThat(answer.values()).containsExactly(36, 48, 5, 6);
    network.close();
  }

  @Test
  void convert_archiveThatExists_isNotOverwritten() throws Exception {
    Path keras = folder.resolve("model.h5");
    Hdf5Forge.model(keras).close();
    Path taken = Files.writeString(folder.resolve("taken"), "something");

    assertThatThrownBy(() -> KerasConverter.convert(keras, taken, KerasLimits.DEFAULTS))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(taken).hasContent("something");
  }

  @Test
  void convert_moreParametersThanTheCeiling_isRejected() {
    Path keras = folder.resolve("model.h5");
    Hdf5Forge.model(keras).close();

    assertThatThrownBy(
            () -> KerasConverter.convert(keras, folder.resolve("a"), new KerasLimits(5, 1 << 20)))
        .isInstanceOf(KerasRejectedException.class)
        .hasMessage("it has more than 5 values");
  }

  @Test
  void convert_textsOfVariableLength_areRead() throws Exception {
    Path keras = folder.resolve("model.h5");
    try (Hdf5Forge forge = Hdf5Forge.create(keras)) {
      forge.variableText("/", "model_config", Hdf5Forge.DENSE);
      forge.text("/", "keras_version", "2.2.4");
      forge.text("/", "backend", "tensorflow");
      forge.group("/model_weights");
      forge.group(Hdf5Forge.LAYER);
      forge.group(Hdf5Forge.LAYER + "/dense");
      forge.text(Hdf5Forge.LAYER, "weight_names", "dense/kernel:0");
      forge.floats(Hdf5Forge.LAYER + "/dense/kernel:0", new float[] {1, 2, 3, 4}, 2, 2);
      forge.floats(Hdf5Forge.LAYER + "/dense/bias:0", new float[] {5, 6}, 2);
    }

    assertThat(converted(keras).parameters()).isNotNull();
  }

  @Test
  void convert_textOfVariableLengthBeyondItsBound_isRejected() {
    Path keras = folder.resolve("model.h5");
    try (Hdf5Forge forge = Hdf5Forge.create(keras)) {
      forge.variableText("/", "model_config", Hdf5Forge.DENSE);
    }

    assertThatThrownBy(
            () -> KerasConverter.convert(keras, folder.resolve("a"), new KerasLimits(100, 50)))
        .isInstanceOf(KerasRejectedException.class)
        .hasMessageContaining("longer than 50 bytes");
  }

  @Test
  void convert_layerThatNobodyKnows_isRejectedInOneLine() {
    Path keras = folder.resolve("model.h5");
    Hdf5Forge.frame(keras, Hdf5Forge.DENSE.replace("\"Dense\"", "\"Nonsense\"")).close();

    assertThatThrownBy(() -> convert(keras))
        .isInstanceOf(KerasRejectedException.class)
        .hasMessageStartingWith("Deeplearning4j cannot convert it: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void convert_objectsThatKerasNeverWrites_areRejected() {
    assertRejected(forge -> forge.namedType("/type"), "no group and no data set");
    assertRejected(forge -> forge.group("/" + "n".repeat(1025)), "longer than 1024 bytes");
    assertRejected(
        forge -> H5Dclose(forge.dataSet("/deep", H5P_DEFAULT(), 1, 1, 1, 1, 1, 1)), "five axes");
    assertRejected(
        forge -> H5Dclose(forge.dataSet("/long", H5P_DEFAULT(), 1L << 31)),
        "an axis of 2147483648");
    assertRejected(
        forge -> {
          StringBuilder path = new StringBuilder();
          for (int depth = 0; depth < 17; depth++) {
            forge.group(path.append("/g").toString());
          }
        },
        "too many within each other");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0"})
  void limits_ofNothing_areNone(long parameters, int bytes) {
    assertThatThrownBy(() -> new KerasLimits(parameters, bytes))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void assertRejected(Consumer<Hdf5Forge> forging, String reason) {
    Path keras = folder.resolve("strange.h5");
    try (Hdf5Forge forge = Hdf5Forge.model(keras)) {
      forging.accept(forge);
    }
    assertThatThrownBy(() -> convert(keras))
        .isInstanceOf(KerasRejectedException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void convert_weightsAlone_isRejected() {
    Path keras = folder.resolve("weights.h5");
    Hdf5Forge.create(keras).close();

    assertThatThrownBy(() -> convert(keras))
        .isInstanceOf(KerasRejectedException.class)
        .hasMessageContaining("weights only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Lambda", "TFOpLambda", "TensorFlowOpLayer"})
  void convert_layersThatAreCode_areRejectedByName(String kind) {
    Path keras = folder.resolve("model.h5");
    Hdf5Forge.frame(keras, Hdf5Forge.DENSE.replace("\"Dense\"", '"' + kind + '"')).close();

    assertThatThrownBy(() -> convert(keras))
        .isInstanceOf(KerasRejectedException.class)
        .hasMessageContaining(kind)
        .hasMessageContaining("never run");
  }

  @Test
  void convert_configurationBeyondItsBounds_isRejected() {
    assertConfigurationRejected("[".repeat(100_000), "too deep");
    assertConfigurationRejected("{\"class_name\": \"Sequential\"", "no JSON");
    assertConfigurationRejected("{\"class_name\": \"Other\"}", "not that of a Keras model");
    assertConfigurationRejected(
        Hdf5Forge.DENSE.replace("\"units\": 2", "\"units\": 99999999"), "2^24");
    assertConfigurationRejected(
        Hdf5Forge.DENSE.replace("\"units\": 2", "\"units\": 99999999999999999999"), "2^24");
    assertConfigurationRejected(
        Hdf5Forge.DENSE
            .replace("\"units\": 2", "\"units\": 9000000")
            .replace("[null, 2]", "[null, 9000000]"),
        "parameters");
  }

  @Test
  void run_tellsByItsExitCodeAndOneLine() throws Exception {
    Path sound = folder.resolve("sound.h5");
    Hdf5Forge.model(sound).close();
    Path text = Files.writeString(folder.resolve("text.h5"), "no HDF5");

    assertThat(run(sound, "a.zip").code).isEqualTo(ConversionMain.CONVERTED);
    assertThat(run(text, "b.zip").code).isEqualTo(ConversionMain.REJECTED);
    assertThat(run(text, "b.zip").answer).hasLineCount(1).startsWith("HDF5 cannot read the file");
    assertThat(run(sound, "a.zip").code).isEqualTo(ConversionMain.FAILED);
    assertThat(folder.resolve("a.zip")).isNotEmptyFile();
    assertThat(folder.resolve("b.zip")).doesNotExist();
  }

  private record Run(int code, String answer) {}

  private Run run(Path keras, String archive) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    int code =
        ConversionMain.run(
            new String[] {keras.toString(), folder.resolve(archive).toString(), "1000000"},
            new PrintStream(answer, true, StandardCharsets.UTF_8));
    return new Run(code, answer.toString(StandardCharsets.UTF_8));
  }

  private void assertConfigurationRejected(String configuration, String reason) {
    Path keras = folder.resolve("model.h5");
    // An attribute in a group holds 64 KiB at most; this is what they are held to as well.
    Hdf5Forge.frame(keras, configuration.substring(0, Math.min(60_000, configuration.length())))
        .close();
    assertThatThrownBy(() -> convert(keras))
        .isInstanceOf(KerasRejectedException.class)
        .hasMessageContaining(reason);
  }

  private void convert(Path keras) throws Exception {
    KerasConverter.convert(keras, folder.resolve("archive.zip"), KerasLimits.DEFAULTS);
  }

  private ModelArchive converted(Path keras) throws Exception {
    convert(keras);
    return ArchiveInspector.inspect(folder.resolve("archive.zip"), IntakeLimits.DEFAULTS);
  }
}
