package io.sluice.runtime.plan;

import static io.sluice.runtime.OnnxModels.DOUBLE;
import static io.sluice.runtime.OnnxModels.FLOAT;
import static io.sluice.runtime.OnnxModels.INT32;
import static io.sluice.runtime.OnnxModels.INT64;
import static io.sluice.runtime.OnnxModels.OPEN;
import static io.sluice.runtime.OnnxModels.bytes;
import static io.sluice.runtime.OnnxModels.classifier;
import static io.sluice.runtime.OnnxModels.integer;
import static io.sluice.runtime.OnnxModels.model;
import static io.sluice.runtime.OnnxModels.node;
import static io.sluice.runtime.OnnxModels.raw;
import static io.sluice.runtime.OnnxModels.set;
import static io.sluice.runtime.OnnxModels.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.model.Datatype;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import io.sluice.model.TimeSource;
import io.sluice.runtime.Engine;
import io.sluice.runtime.NetworkProbe;
import io.sluice.runtime.NetworkProbe.Findings;
import io.sluice.runtime.NetworkRejectedException;
import io.sluice.runtime.OnnxFiles;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import org.junit.jupiter.api.Test;

class OnnxNetworkTest {
  private static final Tensor TWO_ROWS = Tensor.of(new float[] {1, 2, 3, 4, 4, 3, 2, 1}, 2, 4);

  @Test
  void engine_openBatch_computesRowsTogether() throws Exception {
    Served served = serve(bytes(classifier(OPEN)));

    List<List<Tensor>> answers =
        served.engine.infer(List.of(List.of(TWO_ROWS), List.of(row(0, 0, 0, 0))));

    assertThat(served.engine).isInstanceOf(PlanEngine.class);
    assertThat(served.engine.name()).isEqualTo("onnx");
    assertThat(served.network.reason()).isNull();
    assertThat(answers.get(0).get(0).shape()).containsExactly(2, 3);
    // softmax(b), worked out by hand from b = (0.1, 0.2, 0.3)
    assertThat(answers.get(1).get(0).at(0)).isCloseTo(0.300610f, within(1e-6f));
    assertThat(answers.get(1).get(0).at(2)).isCloseTo(0.367165f, within(1e-6f));
    served.engine.close();
  }

  @Test
  void engine_batchOfOne_computesRowsOneByOneWithTheSameAnswers() throws Exception {
    Served together = serve(bytes(classifier(OPEN)));
    Served single = serve(bytes(classifier(1)));

    Tensor expected = together.engine.infer(List.of(List.of(TWO_ROWS))).get(0).get(0);
    List<List<Tensor>> answers = single.engine.infer(List.of(List.of(TWO_ROWS), List.of(TWO_ROWS)));

    assertThat(single.network.reason()).contains("one by one");
    assertThat(answers).hasSize(2);
    assertThat(answers.get(1).get(0).shape()).containsExactly(2, 3);
    assertThat(answers.get(1).get(0).values()).containsExactly(expected.values(), within(1e-6f));
    together.engine.close();
    single.engine.close();
  }

  @Test
  void engine_rowsThatMindEachOther_areComputedOneByOne() throws Exception {
    GraphProto.Builder centred =
        GraphProto.newBuilder()
            .setName("centred")
            .addInput(value("x", FLOAT, OPEN, 4))
            .addOutput(value("y", FLOAT, OPEN, 4))
            .addNode(
                node("ReduceMean", "mean", "x").toBuilder()
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("axes")
                            .setType(AttributeProto.AttributeType.INTS)
                            .addInts(0)))
            .addNode(node("Sub", "y", "x", "mean"));

    Served served = serve(bytes(centred));
    Tensor answer = served.engine.infer(List.of(List.of(TWO_ROWS))).get(0).get(0);

    assertThat(served.network.reason()).contains("together they give other answers");
    assertThat(answer.values()).containsOnly(0f); // a row alone is its own mean
    served.engine.close();
  }

  @Test
  void engine_severalInputsAndTypes_areConverted() throws Exception {
    GraphProto.Builder mixed =
        GraphProto.newBuilder()
            .setName("mixed")
            .addInput(value("ids", INT64, OPEN, 2))
            .addInput(value("scale", DOUBLE, OPEN, 1))
            .addInput(value("shift", INT32, OPEN))
            .addOutput(value("sum", FLOAT, OPEN, 1))
            .addOutput(value("doubled", DOUBLE, OPEN, 1))
            .addOutput(value("id", INT64, OPEN))
            .addInitializer(raw("table", new float[] {10, 20, 30}, 3))
            .addNode(node("Gather", "picked", "table", "ids"))
            .addNode(
                node("ReduceMean", "sum", "picked").toBuilder()
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("axes")
                            .setType(AttributeProto.AttributeType.INTS)
                            .addInts(1)))
            .addNode(node("Add", "doubled", "scale", "scale"))
            .addNode(node("Cast", "id", "shift").toBuilder().addAttribute(integer("to", INT64)));

    Served served = serve(bytes(mixed));
    List<Tensor> answers =
        served
            .engine
            .infer(
                List.of(
                    List.of(
                        Tensor.of(new float[] {0, 1, 2, 2}, 2, 2),
                        Tensor.of(new float[] {1.5f, -2}, 2, 1),
                        Tensor.of(new float[] {7, -9}, 2, 1))))
            .get(0);

    assertThat(served.findings.inputs())
        .extracting(TensorSpec::datatype)
        .containsExactly(Datatype.INT64, Datatype.FP64, Datatype.INT32);
    assertThat(served.findings.outputs())
        .extracting(TensorSpec::datatype)
        .containsExactly(Datatype.FP32, Datatype.FP64, Datatype.INT64);
    assertThat(answers.get(0).values()).containsExactly(15, 30);
    assertThat(answers.get(1).values()).containsExactly(3, -4);
    assertThat(answers.get(2).shape()).containsExactly(2, 1);
    assertThat(answers.get(2).values()).containsExactly(7, -9);
    served.engine.close();
  }

  @Test
  void probe_freeLength_isFoundAndServed() throws Exception {
    GraphProto.Builder free =
        GraphProto.newBuilder()
            .setName("free")
            .addInput(value("x", FLOAT, OPEN, OPEN))
            .addOutput(value("y", FLOAT, OPEN, OPEN))
            .addNode(node("Relu", "y", "x"));

    Served served = serve(bytes(free));

    assertThat(served.findings.inputs().get(0).shape()).containsExactly(-1);
    assertThat(served.findings.outputs().get(0).shape()).containsExactly(-1);
    Tensor three = Tensor.of(new float[] {-1, 0, 1}, 1, 3);
    assertThat(served.engine.infer(List.of(List.of(three))).get(0).get(0).values())
        .containsExactly(0, 0, 1);
    served.engine.close();
  }

  @Test
  void open_rowsThatNobodyCouldTell_isRefused() {
    assertThatThrownBy(() -> serve(bytes(classifier(8))))
        .isInstanceOf(NetworkRejectedException.class)
        .hasMessageContaining("takes exactly 8 rows");
    GraphProto.Builder scalar =
        GraphProto.newBuilder()
            .setName("s")
            .addInput(value("x", FLOAT))
            .addOutput(value("y", FLOAT))
            .addNode(node("Relu", "y", "x"));
    assertThatThrownBy(() -> serve(bytes(scalar)))
        .isInstanceOf(NetworkRejectedException.class)
        .hasMessageContaining("without an axis for rows");
  }

  @Test
  void probe_answersThatAreNotRows_areRefused() {
    GraphProto.Builder sum =
        GraphProto.newBuilder()
            .setName("sum")
            .addInput(value("x", FLOAT, OPEN, 4))
            .addOutput(value("y", FLOAT, 1, 1))
            .addNode(node("ReduceSum", "y", "x"));

    assertThatThrownBy(() -> serve(bytes(sum)))
        .isInstanceOf(NetworkRejectedException.class)
        .hasMessageContaining("can compute nothing");
  }

  @Test
  void open_operatorThatOnnxRuntimeDoesNotKnow_isRefusedWithoutPaths() {
    byte[] unknown = bytes(classifier(OPEN).addNode(node("NoSuchOperator", "z", "x")));

    assertThatThrownBy(() -> serve(unknown))
        .isInstanceOf(NetworkRejectedException.class)
        .hasMessageStartingWith("ONNX Runtime refuses it: ")
        .hasMessageNotContaining("/");
  }

  @Test
  void open_newestVersionsThatIntakeAllows_areThoseThatOnnxRuntimeHas() throws Exception {
    byte[] newest =
        model(
            classifier(OPEN),
            m -> m.setIrVersion(11).clearOpsetImport().addOpsetImport(set("", 23)));

    serve(newest).engine.close();
  }

  private record Served(OnnxNetwork network, Findings findings, Engine engine) {}

  private static Served serve(byte[] bytes) throws Exception {
    OnnxNetwork network = OnnxNetwork.open(OnnxFiles.inspected(bytes));
    try {
      Findings findings = new NetworkProbe(network, TimeSource.SYSTEM).probe(network.inputs());
      return new Served(network, findings, network.engine(findings));
    } catch (NetworkRejectedException e) {
      network.close();
      throw e;
    }
  }

  private static Tensor row(float... values) {
    return Tensor.of(values, 1, values.length);
  }
}
