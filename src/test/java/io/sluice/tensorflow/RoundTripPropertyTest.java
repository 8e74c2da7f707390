package io.sluice.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.model.Datatype;
import io.sluice.model.FieldInfo;
import io.sluice.model.InputField;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.TensorOutput;
import io.sluice.model.Task;
import io.sluice.model.testing.SignatureSamples;
import io.sluice.testing.EchoPredictor;
import io.sluice.testing.ServletClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Any tensor that goes in comes out again, in both forms, alone and with another. */
final class RoundTripPropertyTest {
  private static final double BOUND = Double.POSITIVE_INFINITY;

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void tensors_anyShapeAndValues_comeBackAsTheyWere(@ForAll Random random) {
    int inputs = 1 + random.nextInt(2);
    int rows = 1 + random.nextInt(4);
    List<List<Integer>> shapes = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      shapes.add(shape(random));
    }
    Protocol protocol =
        Protocol.empty()
            .publish(
                "echo",
                1,
                signature(shapes),
                tensors -> tensors.stream().map(EchoPredictor::copy).toList());
    List<String> columns = new ArrayList<>();
    List<List<String>> byRow = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      byRow.add(new ArrayList<>());
    }
    for (List<Integer> shape : shapes) {
      List<String> column = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        column.add(value(shape, 0, random));
        byRow.get(row).add(column.get(row));
      }
      columns.add("[" + String.join(",", column) + "]");
    }
    List<String> instances = new ArrayList<>();
    for (List<String> row : byRow) {
      instances.add(named(row));
    }

    check(
        protocol.post(
            "/v1/models/echo:predict", "{'instances':[" + String.join(",", instances) + "]}"),
        "predictions",
        "[" + String.join(",", instances) + "]");
    check(
        protocol.post("/v1/models/echo:predict", "{'inputs':" + named(columns) + "}"),
        "outputs",
        named(columns));
  }

  private static void check(Answer answer, String member, String expected) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(floats(Protocol.json(answer).path(member)))
        .isEqualTo(floats(Protocol.json(expected)));
  }

  /** The structure with every number as the float it is. */
  private static String floats(JsonNode node) {
    if (node.isNumber()) {
      return Float.toString(node.floatValue() + 0f);
    }
    StringBuilder text = new StringBuilder(node.isArray() ? "[" : "{");
    if (node.isArray()) {
      node.forEach(element -> text.append(floats(element)).append(','));
    } else {
      node.properties()
          .forEach(
              member -> text.append(member.getKey()).append(floats(member.getValue())).append(','));
    }
    return text.append(node.isArray() ? "]" : "}").toString();
  }

  private static String named(List<String> values) {
    if (values.size() == 1) {
      return values.get(0);
    }
    List<String> members = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      members.add("'t" + i + "':" + values.get(i));
    }
    return "{" + String.join(",", members) + "}";
  }

  private static ModelSignature signature(List<List<Integer>> shapes) {
    List<InputField> inputs = new ArrayList<>();
    List<OutputField> outputs = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      String name = "t" + i;
      inputs.add(SignatureSamples.tensor(name, shapes.get(i), -BOUND, BOUND));
      outputs.add(new TensorOutput(FieldInfo.named(name), Datatype.FP32, shapes.get(i)));
    }
    return new ModelSignature(Task.TENSOR, inputs, outputs);
  }

  private static List<Integer> shape(Random random) {
    List<Integer> shape = new ArrayList<>();
    for (int axes = random.nextInt(4); axes > 0; axes--) {
      shape.add(1 + random.nextInt(3));
    }
    return shape;
  }

  private static String value(List<Integer> shape, int axis, Random random) {
    if (axis == shape.size()) {
      float value = Float.intBitsToFloat(random.nextInt());
      return Float.isFinite(value) ? Float.toString(value) : Integer.toString(random.nextInt(100));
    }
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < shape.get(axis); i++) {
      elements.add(value(shape, axis + 1, random));
    }
    return "[" + String.join(",", elements) + "]";
  }
}
