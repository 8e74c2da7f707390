package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.ArrayData;
import io.sluice.model.Datatype;
import io.sluice.model.ModelArchive;
import io.sluice.model.NormalizerData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ArchiveInspectorTest {
  @TempDir Path folder;

  static Stream<MultiLayerNetwork> networks() {
    return Stream.of(
        Dl4jArchives.mlp(DataType.FLOAT), Dl4jArchives.convolution(), Dl4jArchives.recurrent());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void inspect_multiLayerNetwork_holdsWhatDl4jWrote(MultiLayerNetwork network) throws Exception {
    byte[] bytes = Dl4jArchives.write(network, true, null);

    ModelArchive archive = inspect(bytes);

    assertThat(archive.kind()).isEqualTo(ModelArchive.Kind.MULTI_LAYER);
    assertThat(archive.configuration()).isEqualTo(network.getLayerWiseConfigurations().toJson());
    assertThat(archive.normalizer()).isNull();
    assertThat(archive.size()).isEqualTo(bytes.length);
    assertThat(archive.digest()).hasToString("sha256:" + sha256(bytes));
    assertParameters(archive, network);
  }

  @Test
  void inspect_computationGraph_holdsWhatDl4jWrote() throws IOException {
    ComputationGraph graph = Dl4jArchives.graph();

    ModelArchive archive = inspect(Dl4jArchives.write(graph, true, null));

    assertThat(archive.kind()).isEqualTo(ModelArchive.Kind.GRAPH);
    assertThat(archive.configuration()).isEqualTo(graph.getConfiguration().toJson());
    assertParameters(archive, graph);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "HALF"})
  void inspect_networkOfEachFloatType_holdsItsParameters(DataType type) throws IOException {
    MultiLayerNetwork network = Dl4jArchives.mlp(type);

    ModelArchive archive = inspect(Dl4jArchives.write(network, false, null));

    assertThat(archive.parameters().type())
        .isEqualTo(
            Map.of(
                    DataType.FLOAT, Datatype.FP32,
                    DataType.DOUBLE, Datatype.FP64,
                    DataType.FLOAT16, Datatype.FP16)
                .get(type));
    assertParameters(archive, network);
  }

  @Test
  void inspect_networkWithoutParameters_hasNone() throws IOException {
    ModelArchive archive =
        inspect(Dl4jArchives.write(Dl4jArchives.withoutParameters(), true, null));

    assertThat(archive.parameters()).isNull();
    assertThat(archive.kind()).isEqualTo(ModelArchive.Kind.MULTI_LAYER);
  }

  @Test
  void inspect_archiveWithNormalizer_holdsBoth() throws IOException {
    MultiLayerNetwork network = Dl4jArchives.mlp(DataType.FLOAT);

    ModelArchive archive = inspect(Dl4jArchives.write(network, true, Dl4jArchives.standardizer()));

    assertThat(archive.normalizer().kind()).isEqualTo(NormalizerData.Kind.STANDARDIZE);
    assertParameters(archive, network);
  }

  @Test
  void inspect_truncatedAnywhere_isRefused() throws IOException {
    byte[] bytes =
        Dl4jArchives.write(Dl4jArchives.mlp(DataType.FLOAT), true, Dl4jArchives.standardizer());

    for (int length = 0; length < bytes.length; length++) {
      Inspections.refused(Arrays.copyOf(bytes, length), IntakeLimits.DEFAULTS);
    }
  }

  @Test
  void inspect_poisonedWeights_areRefusedWhereverTheyStand() {
    MultiLayerNetwork network = Dl4jArchives.mlp(DataType.FLOAT);
    for (int i = 0; i < 20; i++) {
      INDArray parameters = network.params();
      final float before = parameters.getFloat(i);
      parameters.putScalar(i, i % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY);

      Inspections.assertRefused(
          Dl4jArchives.write(network, false, null), Reason.ARRAY_NOT_FINITE, "coefficients.bin");

      parameters.putScalar(i, before);
    }
  }

  @Test
  void inspect_moreParametersThanTheCeiling_isRefused() {
    byte[] bytes = ZipForge.sound().build();

    ArchiveRejectedException refusal =
        Inspections.refused(bytes, IntakeLimits.DEFAULTS.withCaps(1 << 20, 1 << 20, 2));

    assertThat(refusal.reason()).isEqualTo(Reason.PARAMETERS_TOO_MANY);
  }

  @Test
  void inspect_symbolicLink_isNotFollowed() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.zip"), write(new byte[100]));

    assertRefused(link, Reason.NOT_A_REGULAR_FILE);
  }

  @Test
  void inspect_directory_isRefused() {
    assertRefused(folder, Reason.NOT_A_REGULAR_FILE);
  }

  @Test
  void inspect_pipe_isRefusedWithoutWaitingForAWriter() throws Exception {
    Path pipe = folder.resolve("pipe.zip");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertRefused(pipe, Reason.NOT_A_REGULAR_FILE);
  }

  @Test
  void inspect_channelThatShrinks_isRefusedAsChanged() {
    byte[] whole = ZipForge.sound().build();
    MemoryChannel shrinking =
        new MemoryChannel(whole) {
          @Override
          public int read(ByteBuffer target) {
            return position() < 40 ? -1 : super.read(target);
          }
        };

    assertThatThrownBy(() -> ArchiveInspector.inspect(shrinking, IntakeLimits.DEFAULTS))
        .isInstanceOfSatisfying(
            ArchiveRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.ARCHIVE_CHANGED));
  }

  @Test
  void checkUnchanged_otherSizeOrTime_isRefused() throws IOException {
    BasicFileAttributes five = attributes("five", 5, 1000);
    BasicFileAttributes later = attributes("later", 5, 2000);
    BasicFileAttributes six = attributes("six", 6, 1000);

    assertThatCode(() -> ArchiveInspector.checkUnchanged(five, five, 5)).doesNotThrowAnyException();
    assertChanged(five, later, 5);
    assertChanged(five, six, 5);
    assertChanged(five, five, 6);
  }

  @Test
  void inspect_refusal_neverTellsAPath() throws IOException {
    Path file =
        write("not a zip, but long enough to look for its end".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> ArchiveInspector.inspect(file, IntakeLimits.DEFAULTS))
        .hasMessageNotContaining(folder.toString())
        .hasMessageNotContaining(file.getFileName().toString());
  }

  private ModelArchive inspect(byte[] bytes) throws IOException {
    return ArchiveInspector.inspect(write(bytes), IntakeLimits.DEFAULTS);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.zip"), bytes);
  }

  private BasicFileAttributes attributes(String name, int size, long modified) throws IOException {
    Path file = Files.write(folder.resolve(name), new byte[size]);
    Files.setLastModifiedTime(file, FileTime.fromMillis(modified));
    return Files.readAttributes(file, BasicFileAttributes.class);
  }

  private static void assertChanged(
      BasicFileAttributes before, BasicFileAttributes after, long read) {
    assertThatThrownBy(() -> ArchiveInspector.checkUnchanged(before, after, read))
        .isInstanceOfSatisfying(
            ArchiveRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.ARCHIVE_CHANGED));
  }

  private static void assertRefused(Path file, Reason reason) {
    assertThatThrownBy(() -> ArchiveInspector.inspect(file, IntakeLimits.DEFAULTS))
        .isInstanceOfSatisfying(
            ArchiveRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static void assertParameters(ModelArchive archive, Model expected) {
    ArrayData parameters = archive.parameters();
    assertThat(parameters).isNotNull();
    assertThat(parameters.shape()).containsExactly(expected.params().shape());
    assertThat(parameters.toDoubles()).containsExactly(expected.params().toDoubleVector());
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
