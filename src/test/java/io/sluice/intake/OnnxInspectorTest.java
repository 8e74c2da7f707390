package io.sluice.intake;

import static io.sluice.runtime.OnnxModels.DOUBLE;
import static io.sluice.runtime.OnnxModels.FLOAT;
import static io.sluice.runtime.OnnxModels.INT64;
import static io.sluice.runtime.OnnxModels.OPEN;
import static io.sluice.runtime.OnnxModels.bytes;
import static io.sluice.runtime.OnnxModels.classifier;
import static io.sluice.runtime.OnnxModels.floats;
import static io.sluice.runtime.OnnxModels.model;
import static io.sluice.runtime.OnnxModels.node;
import static io.sluice.runtime.OnnxModels.raw;
import static io.sluice.runtime.OnnxModels.set;
import static io.sluice.runtime.OnnxModels.tensor;
import static io.sluice.runtime.OnnxModels.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.Datatype;
import io.sluice.model.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.FunctionProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TrainingInfoProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxInspectorTest {
  @Test
  void inspect_soundModel_tellsItsInputsAndOutputs() throws IOException {
    OnnxModel model = inspect(bytes(classifier(OPEN)));

    assertThat(model.inputs())
        .containsExactly(new OnnxModel.Port("x", Datatype.FP32, List.of(-1, 4), false));
    assertThat(model.outputs())
        .containsExactly(new OnnxModel.Port("probabilities", Datatype.FP32, List.of(-1, 3), true));
    assertThat(model.digest().value()).startsWith("sha256:");
    assertThat(model.size()).isEqualTo(bytes(classifier(OPEN)).length);
  }

  @Test
  void inspect_initializerAmongInputs_isNoInput() throws IOException {
    byte[] old = bytes(classifier(OPEN).addInput(value("w", FLOAT, 4, 3)));

    assertThat(inspect(old).inputs()).hasSize(1);
  }

  @Test
  void inspect_file_isReadOnlyIfRegular(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("m.onnx"), bytes(classifier(OPEN)));
    Path link = Files.createSymbolicLink(folder.resolve("link.onnx"), file);

    assertThat(OnnxInspector.inspect(file, IntakeLimits.DEFAULTS).size())
        .isEqualTo(Files.size(file));
    ArchiveRejectedException refused =
        catchThrowableOfType(
            ArchiveRejectedException.class,
            () -> OnnxInspector.inspect(link, IntakeLimits.DEFAULTS));
    assertThat(refused.reason()).isEqualTo(Reason.NOT_A_REGULAR_FILE);
  }

  @Test
  void inspect_fileOverTheCap_isRefusedUnread() {
    IntakeLimits small = IntakeLimits.DEFAULTS.withCaps(10, 10, 10);

    assertThat(refused(bytes(classifier(OPEN)), small)).isEqualTo(Reason.ARCHIVE_TOO_LARGE);
  }

  @Test
  void inspect_moreParametersThanTheCeiling_isRefused() {
    IntakeLimits few = IntakeLimits.DEFAULTS.withCaps(1 << 20, 1 << 20, 14);

    assertThat(refused(bytes(classifier(OPEN)), few)).isEqualTo(Reason.PARAMETERS_TOO_MANY);
  }

  @Test
  void inspect_externalData_isRefusedWhateverItNames() {
    TensorProto.Builder outside =
        tensor("w2", FLOAT, 1)
            .addExternalData(
                StringStringEntryProto.newBuilder()
                    .setKey("location")
                    .setValue("../../../etc/passwd"));
    assertRefused(g -> g.addInitializer(outside), Reason.GRAPH_EXTERNAL_DATA);
    assertRefused(
        g ->
            g.addInitializer(
                tensor("w2", FLOAT, 1).setDataLocation(TensorProto.DataLocation.EXTERNAL)),
        Reason.GRAPH_EXTERNAL_DATA);
    assertRefused(
        g -> g.addNode(with(node("Constant", "c"), tensorAttribute(outside))),
        Reason.GRAPH_EXTERNAL_DATA);
  }

  @Test
  void inspect_weightsThatAreNotWhatTheirAxesSay_areRefused() {
    assertRefused(g -> g.addInitializer(raw("v", new float[3], 4)), Reason.WEIGHTS_LENGTH);
    assertRefused(g -> g.addInitializer(raw("v", new float[5], 4)), Reason.WEIGHTS_LENGTH);
    assertRefused(g -> g.addInitializer(floats("v", new float[3], 4)), Reason.WEIGHTS_LENGTH);
    assertRefused(g -> g.addInitializer(raw("v", new float[3], -3)), Reason.WEIGHTS_LENGTH);
    assertRefused(g -> g.addInitializer(raw("v", new float[3], 1L << 40)), Reason.WEIGHTS_LENGTH);
    assertRefused(
        g -> g.addInitializer(raw("v", new float[3], 1 << 20, 1 << 20, 1 << 20)),
        Reason.PARAMETERS_TOO_MANY);
    assertRefused(
        g -> g.addInitializer(tensor("v", DOUBLE, 1).addFloatData(1)), Reason.WEIGHTS_TYPE);
    assertRefused(g -> g.addInitializer(tensor("v", 8, 1)), Reason.WEIGHTS_TYPE); // STRING
    assertRefused(
        g -> g.addInitializer(raw("v", new float[1], 1).toBuilder().addFloatData(1)),
        Reason.WEIGHTS_LENGTH);
  }

  @Test
  void inspect_weightsThatAreNotFinite_areRefusedSaveTheFillOfAMask() throws IOException {
    assertRefused(
        g -> g.addInitializer(raw("v", new float[] {1, Float.NaN}, 2)), Reason.WEIGHTS_NOT_FINITE);
    assertRefused(
        g -> g.addInitializer(floats("v", new float[] {1, Float.POSITIVE_INFINITY}, 2)),
        Reason.WEIGHTS_NOT_FINITE);
    assertRefused(
        g -> g.addInitializer(tensor("v", DOUBLE, 1).addDoubleData(Double.NaN)),
        Reason.WEIGHTS_NOT_FINITE);
    assertRefused(
        g -> g.addInitializer(tensor("v", 10, 2).addInt32Data(0x7c00).addInt32Data(0)),
        Reason.WEIGHTS_NOT_FINITE);
    byte[] mask =
        bytes(classifier(OPEN).addInitializer(raw("v", new float[] {Float.NEGATIVE_INFINITY}, 1)));
    assertThat(inspect(mask).inputs()).hasSize(1);
  }

  @Test
  void inspect_operatorsOffTheList_areRefused() {
    assertRefused(g -> g.addNode(node("RandomNormalLike", "r", "x")), Reason.GRAPH_OPERATOR);
    assertRefused(g -> g.addNode(domain("PyOp", "ai.onnx.contrib")), Reason.GRAPH_OPERATOR);
    assertRefused(g -> g.addNode(domain("Tokenizer", "com.microsoft")), Reason.GRAPH_OPERATOR);
    assertRefused(g -> g.addNode(domain("ZipMap", "ai.onnx.ml")), Reason.GRAPH_OPERATOR);
    assertRefused(g -> g.addNode(graph("Loop", classifier(OPEN))), Reason.GRAPH_OPERATOR);
    assertRefused(g -> g.addNode(graph("Relu", classifier(OPEN))), Reason.GRAPH_OPERATOR);
    assertRefused(g -> g.addNode(domain("Scaler", "ai.onnx.ml")), Reason.GRAPH_VERSION);
  }

  @Test
  void inspect_operatorsOfTheOtherDomains_areTakenFromTheList() throws IOException {
    byte[] scaled =
        model(
            classifier(OPEN).addNode(domain("Scaler", "ai.onnx.ml")),
            m -> m.addOpsetImport(set("ai.onnx.ml", 3)));

    assertThat(inspect(scaled).outputs()).hasSize(1);
  }

  @Test
  void inspect_graphsWithinGraphs_areCheckedAndBounded() throws IOException {
    assertThat(inspect(bytes(classifier(OPEN).addNode(graph("If", classifier(OPEN))))).inputs())
        .hasSize(1);
    assertRefused(
        g -> g.addNode(graph("If", classifier(OPEN).addInitializer(raw("v", new float[3], 4)))),
        Reason.WEIGHTS_LENGTH);
    GraphProto.Builder deep = classifier(OPEN);
    for (int i = 0; i < 5; i++) {
      deep = classifier(OPEN).addNode(graph("If", deep));
    }
    GraphProto.Builder tooDeep = deep;
    assertThat(refused(bytes(tooDeep), IntakeLimits.DEFAULTS)).isEqualTo(Reason.GRAPH_TOO_LARGE);
  }

  @Test
  void inspect_versionsThatOnnxRuntimeDoesNotHave_areRefused() {
    assertThat(refused(model(classifier(OPEN), m -> m.setIrVersion(99)), IntakeLimits.DEFAULTS))
        .isEqualTo(Reason.GRAPH_VERSION);
    assertThat(
            refused(
                model(classifier(OPEN), m -> m.clearOpsetImport().addOpsetImport(set("", 99))),
                IntakeLimits.DEFAULTS))
        .isEqualTo(Reason.GRAPH_VERSION);
    assertThat(refused(model(classifier(OPEN), m -> m.clearOpsetImport()), IntakeLimits.DEFAULTS))
        .isEqualTo(Reason.GRAPH_VERSION);
  }

  @Test
  void inspect_partsThatAreNotServed_areRefused() {
    List<byte[]> models =
        List.of(
            model(classifier(OPEN), m -> m.addFunctions(FunctionProto.newBuilder().setName("f"))),
            model(classifier(OPEN), m -> m.addTrainingInfo(TrainingInfoProto.newBuilder())),
            model(
                classifier(OPEN),
                m ->
                    m.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey("ort_config").setValue("{}"))),
            bytes(classifier(OPEN).addSparseInitializer(onnx.Onnx.SparseTensorProto.newBuilder())));

    for (byte[] model : models) {
      assertThat(refused(model, IntakeLimits.DEFAULTS)).isEqualTo(Reason.GRAPH_UNSUPPORTED);
    }
  }

  @Test
  void inspect_inputsAndOutputsThatAreNoNumbers_areRefused() {
    ValueInfoProto sequence =
        ValueInfoProto.newBuilder()
            .setName("s")
            .setType(TypeProto.newBuilder().setSequenceType(TypeProto.Sequence.newBuilder()))
            .build();
    assertRefused(g -> g.addOutput(sequence), Reason.SIGNATURE_UNSUPPORTED);
    assertRefused(g -> g.addInput(value("t", 8, OPEN)), Reason.SIGNATURE_UNSUPPORTED);
    assertRefused(g -> g.addInput(value("t", FLOAT, OPEN, 0)), Reason.SIGNATURE_UNSUPPORTED);
    assertRefused(
        g -> g.addInput(value("t", FLOAT, OPEN, 1 << 30, 1 << 30)), Reason.SIGNATURE_UNSUPPORTED);
    assertRefused(g -> g.addInput(value("x", INT64, OPEN, 1)), Reason.SIGNATURE_UNSUPPORTED);
    assertRefused(g -> g.clearOutput(), Reason.SIGNATURE_UNSUPPORTED);
  }

  @Test
  void inspect_fieldsThatTheFormatDoesNotKnow_areRefused() {
    byte[] sound = bytes(classifier(OPEN));
    byte[] unknown = Arrays.copyOf(sound, sound.length + 2);
    unknown[sound.length] = (byte) 0xe0;
    unknown[sound.length + 1] = 3; // the tag of field 60
    byte[] twice = Arrays.copyOf(sound, sound.length + 2);
    twice[sound.length] = 8; // a second IR version: protobuf would take this one
    twice[sound.length + 1] = 9;

    assertThat(refused(unknown, IntakeLimits.DEFAULTS)).isEqualTo(Reason.GRAPH_MALFORMED);
    assertThat(refused(twice, IntakeLimits.DEFAULTS)).isEqualTo(Reason.GRAPH_MALFORMED);
  }

  private static void assertRefused(UnaryOperator<GraphProto.Builder> change, Reason reason) {
    byte[] model = bytes(change.apply(classifier(OPEN)));
    assertThat(refused(model, IntakeLimits.DEFAULTS)).isEqualTo(reason);
  }

  private static OnnxModel inspect(byte[] model) throws IOException {
    return OnnxInspector.inspect(new MemoryChannel(model), IntakeLimits.DEFAULTS);
  }

  private static Reason refused(byte[] model, IntakeLimits limits) {
    ArchiveRejectedException refusal =
        catchThrowableOfType(
            ArchiveRejectedException.class,
            () -> OnnxInspector.inspect(new MemoryChannel(model), limits));
    assertThat(refusal).as("the model is refused").isNotNull();
    assertThat(refusal).hasMessageStartingWith(refusal.entry() + ": ");
    return refusal.reason();
  }

  private static NodeProto domain(String operator, String domain) {
    return node(operator, operator, "x").toBuilder().setDomain(domain).build();
  }

  private static NodeProto graph(String operator, GraphProto.Builder inner) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder()
            .setName("then_branch")
            .setType(AttributeProto.AttributeType.GRAPH)
            .setG(inner);
    return with(node(operator, operator, "x"), attribute.build());
  }

  private static AttributeProto tensorAttribute(TensorProto.Builder tensor) {
    return AttributeProto.newBuilder()
        .setName("value")
        .setType(AttributeProto.AttributeType.TENSOR)
        .setT(tensor)
        .build();
  }

  private static NodeProto with(NodeProto node, AttributeProto attribute) {
    return node.toBuilder().addAttribute(attribute).build();
  }

  /** Named here because the protobuf classes that the names come from are not for this room. */
  static final Map<String, byte[]> SOUND =
      Map.of(
          "classifier",
          bytes(classifier(OPEN)),
          "with a graph inside",
          bytes(classifier(OPEN).addNode(graph("If", classifier(OPEN)))));
}
