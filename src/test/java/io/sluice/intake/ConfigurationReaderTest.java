package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.ModelArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class ConfigurationReaderTest {

  static Stream<MultiLayerNetwork> networks() {
    return Stream.of(
        Dl4jArchives.mlp(DataType.FLOAT), Dl4jArchives.convolution(), Dl4jArchives.recurrent());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void read_multiLayerConfiguration_countsItsWeights(MultiLayerNetwork network) throws IOException {
    Configuration configuration = read(network.getLayerWiseConfigurations().toJson());

    assertThat(configuration.kind()).isEqualTo(ModelArchive.Kind.MULTI_LAYER);
    assertThat(configuration.parameterFree()).isFalse();
    long biases =
        network.paramTable().entrySet().stream()
            .filter(entry -> entry.getKey().endsWith("_b"))
            .mapToLong(entry -> entry.getValue().length())
            .sum();
    assertThat(configuration.parameters()).isEqualTo(network.numParams() - biases);
  }

  @Test
  void read_graphConfiguration_isTold() throws IOException {
    Configuration configuration = read(Dl4jArchives.graph().getConfiguration().toJson());

    assertThat(configuration.kind()).isEqualTo(ModelArchive.Kind.GRAPH);
    assertThat(configuration.parameters()).isEqualTo(2 * 3 + 3 * 2 + 5 * 2);
  }

  @Test
  void read_distributionAndWeightedLoss_areAllowed() throws IOException {
    String json =
        new NeuralNetConfiguration.Builder()
            .weightInit(new NormalDistribution(0, 1))
            .list()
            .layer(
                new OutputLayer.Builder(new LossMCXENT(Nd4j.createFromArray(1f, 2f)))
                    .activation(Activation.SOFTMAX)
                    .nIn(3)
                    .nOut(2)
                    .build())
            .build()
            .toJson();

    assertThat(json).contains("distribution.NormalDistribution", "\"data\"");
    assertThat(read(json).parameters()).isEqualTo(6);
  }

  @Test
  void read_layersOfTheOldForm_areCounted() throws IOException {
    String json =
        """
        {"confs": [
          {"layer": {"dense": {"nin": 3, "nout": 5}}},
          {"layer": {"convolution": {"nin": 2, "nout": 4, "kernelSize": [3, 2]}}},
          {"layer": {"batchNormalization": {"nin": 7, "nout": 7}}},
          {"layer": {"gravesLSTM": {"nIn": 2, "nOut": 3}}},
          {"layer": {"gravesBidirectionalLSTM": {"nin": 2, "nout": 3}}}]}
        """;

    assertThat(read(json).parameters()).isEqualTo(15 + 48 + 28 + 60 + 120);
  }

  @Test
  void read_depthwiseConvolution_isCountedByItsMultiplier() throws IOException {
    String json =
        layer(
            "layers.DepthwiseConvolution2D",
            "\"nin\":3,\"nout\":6,\"depthMultiplier\":2," + "\"kernelSize\":[2,2]");

    assertThat(read(json).parameters()).isEqualTo(24);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"confs\":[]",
        "{\"confs\":[]} x",
        "{\"confs\":[]} {\"confs\":[]}",
        "{\"confs\":[],\"vertices\":{}}",
        "{\"layers\":{\"confs\":[]}}",
        "{\"confs\":[],\"confs\":[]}",
        "{\"confs\":[{\"nin\":1,\"nin\":2}]}",
        "{'confs':[]}",
        "{\"confs\":[NaN]}",
        "{\"confs\":[]/* comment */}",
        "\ufeff{\"confs\":[]}",
        "{\"confs\":[{\"boundingBoxes\":{\"dataBuffer\":[1]}}]}",
        "{\"confs\":[{\"boundingBoxes\":{\"strideField\":[1]}}]}"
      })
  void read_anythingButOneConfiguration_isRefused(String json) {
    assertRefused(json, Reason.CONFIGURATION_INVALID);
  }

  @Test
  void read_bytesThatAreNotUtf8_areRefused() {
    byte[] bytes = {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'};

    assertRefused(bytes, Reason.CONFIGURATION_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.Object",
        "javax.swing.JEditorPane",
        "org.deeplearning4j.nn.conf.layers.DenseLayer ",
        "org.deeplearning4j.nn.conf.layers.denselayer",
        "org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer",
        "org.deeplearning4j.nn.conf.layers.BaseLayer",
        "[Lorg.deeplearning4j.nn.conf.layers.DenseLayer;",
        "java.util.ArrayList<org.deeplearning4j.nn.conf.layers.DenseLayer>",
        "org.nd4j.linalg.activations.impl.Other",
        "DenseLayer",
        ""
      })
  void read_classOutsideTheList_isRefused(String name) {
    assertRefused("{\"confs\":[{\"@class\":\"" + name + "\"}]}", Reason.CONFIGURATION_CLASS);
    assertRefused("{\"confs\":[{\"\\u0040class\":\"" + name + "\"}]}", Reason.CONFIGURATION_CLASS);
    assertRefused(
        "{\"confs\":[{\"x\":1,\"y\":[{\"@class\":[\"" + name + "\"]}]}]}",
        Reason.CONFIGURATION_CLASS);
  }

  @Test
  void read_distributionOutsideTheList_isRefused() {
    assertRefused("{\"confs\":[{\"type\":\"com.example.Evil\"}]}", Reason.CONFIGURATION_CLASS);
    assertRefused("{\"confs\":[{\"type\":\"InTheUnnamedPackage\"}]}", Reason.CONFIGURATION_CLASS);
  }

  @Test
  void read_typeOfAnInput_isAllowed() throws IOException {
    for (InputType.Type type : InputType.Type.values()) {
      assertThat(read("{\"confs\":[{\"type\":\"" + type + "\"}]}").parameters()).isZero();
    }
  }

  @Test
  void read_refusedClass_isShownShortAndWithoutControls() {
    assertThatThrownBy(() -> read("{\"confs\":[{\"@class\":\"a\\n" + "b".repeat(5000) + "\"}]}"))
        .hasMessageContaining("\"a?bbb")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }

  @Test
  void read_depthOf100000_isRefusedWithoutOverflowingTheStack() {
    String arrays = "{\"confs\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    String objects = "{\"confs\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000) + "}";

    assertRefused(arrays, Reason.CONFIGURATION_TOO_LARGE);
    assertRefused(objects, Reason.CONFIGURATION_TOO_LARGE);
  }

  @Test
  void read_moreTokensThanTheLimit_isRefused() {
    assertRefused("{\"confs\":[" + "1,".repeat(200_000) + "1]}", Reason.CONFIGURATION_TOO_LARGE);
  }

  @Test
  void read_longTextNameOrNumber_isRefused() {
    assertRefused("{\"a\":\"" + "b".repeat(70_000) + "\"}", Reason.CONFIGURATION_TOO_LARGE);
    assertRefused("{\"" + "b".repeat(50_001) + "\":1}", Reason.CONFIGURATION_TOO_LARGE);
    assertRefused("{\"a\":" + "9".repeat(2000) + "}", Reason.CONFIGURATION_TOO_LARGE);
  }

  @Test
  void inspect_fiftyMegabytesOfJson_isRefusedUnread() {
    byte[] archive =
        new ZipForge()
            .add("configuration.json", new byte[50_000_000])
            .add("coefficients.bin", ArrayForge.row(1).build())
            .build();

    assertThat(
            Inspections.allocated(
                () ->
                    Inspections.assertRefused(
                        archive, Reason.CONFIGURATION_TOO_LARGE, "configuration.json")))
        .isLessThan(5 << 20);
  }

  @Test
  void read_sizesOverTheCeiling_areRefused() {
    Map<String, String> members =
        Map.of(
            "nin", "16777217",
            "nOut", "99999999999",
            "NOUT", "99999999999999999999999999",
            "kernelSize", "[3, 65537]",
            "stride", "[-2, 1]",
            "dilation", "1.5",
            "size", "1e300",
            "inputHeight", "2147483647",
            "encoderLayerSizes", "[4, 20000000]");

    members.forEach(
        (name, value) ->
            assertRefused(
                "{\"confs\":[{\"" + name + "\":" + value + "}]}", Reason.CONFIGURATION_CEILING));
  }

  @Test
  void read_sizesAtTheCeiling_areAllowed() throws IOException {
    String json = "{\"confs\":[{\"nin\":16777216,\"nout\":16,\"kernelSize\":[1],\"size\":-1}]}";

    assertThat(read(json).parameters()).isEqualTo(1L << 28);
  }

  @Test
  void read_moreParametersThanTheCeiling_areRefusedHoweverTheyAreSpread() {
    String half = "{\"nin\":16777216,\"nout\":9}";

    assertRefused("{\"confs\":[" + half + "," + half + "]}", Reason.PARAMETERS_TOO_MANY);
    assertRefused(
        "{\"confs\":[{\"nin\":16777216,\"nout\":16777216,\"kernelSize\":[65536,65536,65536]}]}",
        Reason.PARAMETERS_TOO_MANY);
  }

  @Test
  void read_arrayWhoseShapeIsNotThatOfItsValues_isRefused() {
    for (String shape :
        List.of("[3]", "[1000, 1000]", "[16777216, 16777216, 16777216]", "[0]", "[]")) {
      assertRefused(
          "{\"confs\":[{\"weights\":{\"dataType\":\"FLOAT\",\"shape\":"
              + shape
              + ",\"data\":[1,2]}}]}",
          Reason.CONFIGURATION_CEILING);
    }
    assertRefused(
        "{\"confs\":[{\"weights\":{\"dataType\":\"FLOAT\",\"shape\":[1000,1000]}}]}",
        Reason.CONFIGURATION_CEILING);
  }

  private static String layer(String name, String members) {
    return "{\"confs\":[{\"layer\":{\"@class\":\"org.deeplearning4j.nn.conf."
        + name
        + "\","
        + members
        + "}}]}";
  }

  private static Configuration read(String json) throws IOException {
    return ConfigurationReader.read(json.getBytes(StandardCharsets.UTF_8), IntakeLimits.DEFAULTS);
  }

  private static void assertRefused(String json, Reason reason) {
    assertRefused(json.getBytes(StandardCharsets.UTF_8), reason);
  }

  private static void assertRefused(byte[] json, Reason reason) {
    assertThatThrownBy(() -> ConfigurationReader.read(json, IntakeLimits.DEFAULTS))
        .isInstanceOfSatisfying(
            ArchiveRejectedException.class,
            e -> {
              assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
              assertThat(e.entry()).isEqualTo("configuration.json");
            });
  }
}
