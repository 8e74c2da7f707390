package io.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.model.FloatBlock;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelSignature;
import io.sluice.model.Task;
import io.sluice.model.testing.SignatureSamples;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tensors of a request become the instances that the same values in JSON would become. */
final class TensorInstancesTest {
  private static final InstanceLimits FEW = new InstanceLimits(3, 100, 16, 16, 10);
  private static final ModelSignature SALARY = SignatureSamples.salary();
  private static final ModelSignature IRIS =
      new ModelSignature(
          Task.CLASSIFICATION,
          SignatureSamples.iris().inputs(),
          SignatureSamples.iris().outputs(),
          "input");

  @Test
  void read_tensorOfFloats_isTheSameMemory() {
    FloatBlock block = block(1, 2, 3, 4);
    float[] memory = block.values();
    try (NamedTensor tensor =
            NamedTensor.ofFloats("image", "/inputs/0", TensorType.FP32, shape(1, 1, 2, 2), block);
        Instances instances =
            TensorInstances.read(SignatureSamples.image(), FEW, List.of(tensor))) {
      assertThat(instances.rows()).isOne();
      assertThat(instances.inputs().get(0).shape()).containsExactly(1, 1, 2, 2);
      assertThat(instances.inputs().get(0).values()).isSameAs(memory).startsWith(1, 2, 3, 4);
    }
  }

  @Test
  void read_tensorTaken_staysReadableAfterItWasClosed() {
    NamedTensor tensor = floats("image", TensorType.FP32, shape(1, 1, 2, 2), 1, 2, 3, 4);
    Instances instances = TensorInstances.read(SignatureSamples.image(), FEW, List.of(tensor));
    tensor.close();

    assertThat(instances.inputs().get(0).values()).startsWith(1, 2, 3, 4);
    instances.close();
  }

  @Test
  void read_everyKindOfFeature_isTheRow() {
    List<NamedTensor> tensors =
        List.of(
            texts("rank", "Prof", "AsstProf"),
            floats("years", TensorType.INT64, shape(2, 1), 20, 3),
            floats("score", TensorType.FP32, shape(2), 1.5f, -1.5f),
            floats("tenured", TensorType.BOOL, shape(2, 1), 1, 0),
            texts("ref", "a", "b"));

    Instances instances = TensorInstances.read(SALARY, FEW, tensors);

    assertThat(Arrays.copyOf(instances.inputs().get(0).values(), 12))
        .containsExactly(0, 0, 1, 20, 1.5f, 1, 1, 0, 0, 3, -1.5f, 0);
    assertThat(instances.labels()).containsEntry("ref", List.of("a", "b"));
  }

  @Test
  void read_defaults_fillWhatIsLeftOut() {
    Instances instances =
        TensorInstances.read(
            SignatureSamples.withDefaults(),
            FEW,
            List.of(floats("years", TensorType.INT32, shape(2, 1), 1, 2)));

    assertThat(Arrays.copyOf(instances.inputs().get(0).values(), 8))
        .containsExactly(1, 1, 2.5f, 1, 1, 2, 2.5f, 1);
  }

  @Test
  void read_encodedColumns_areTheRow() {
    Instances instances =
        TensorInstances.read(
            IRIS, FEW, List.of(floats("input", TensorType.FP32, shape(1, 4), 5, 3, 1, 0)));

    assertThat(instances.inputs().get(0).values()).startsWith(5, 3, 1, 0);
    assertThat(ModelPorts.of(IRIS).encoded())
        .isEqualTo(new TensorPort("input", TensorType.FP32, List.of(-1, 4)));
  }

  @Test
  void read_encodedColumnsAndFields_areRefused() {
    assertThat(
            faults(
                IRIS,
                floats("input", TensorType.FP32, shape(1, 4), 5, 3, 1, 0),
                floats("sepal_width", TensorType.FP32, shape(1, 1), 5)))
        .contains("'input' stands for all inputs and must come alone");
  }

  @Test
  void read_wholeNumbersThatFloatsDoNotHold_areRefusedWhereWholeOnesBelong() {
    TensorField whole =
        new TensorField(
            SignatureSamples.tensor("ids", List.of(1), 0, 1e12).info(),
            io.sluice.model.Datatype.INT64,
            List.of(1),
            "",
            0,
            1e12);
    NamedTensor large =
        NamedTensor.ofDoubles(
            "ids", "/inputs/0", TensorType.INT64, shape(1, 1), new double[] {16_777_217});

    assertThat(faults(SignatureSamples.tensors(whole), large))
        .contains("'ids' holds 16777217, where a whole number belongs that float32 holds");
    assertThat(
            faults(
                SignatureSamples.tensors(whole), floats("ids", TensorType.FP32, shape(1, 1), 1.5f)))
        .contains("'ids' holds 1.5, where a whole number belongs that float32 holds");
  }

  @Test
  void read_valuesThatCannotBe_areRefusedAtTheirPlace() {
    ModelSignature image = SignatureSamples.image();

    assertThat(
            violations(image, floats("image", TensorType.FP32, shape(1, 1, 2, 2), 1, 2, 17, 4))
                .violations()
                .get(0)
                .pointer())
        .isEqualTo("/inputs/0/data/2");
    assertThat(
            faults(image, floats("image", TensorType.FP32, shape(1, 1, 2, 2), 1, Float.NaN, 1, 4)))
        .contains("'image' holds NaN, which is no finite float32");
  }

  @Test
  void read_wrongForms_areRefused() {
    ModelSignature image = SignatureSamples.image();
    NamedTensor right = floats("image", TensorType.FP32, shape(1, 1, 2, 2), 1, 2, 3, 4);

    assertThat(
            faults(image, right, floats("image", TensorType.FP32, shape(1, 1, 2, 2), 1, 2, 3, 4)))
        .contains("'image' comes twice");
    assertThat(faults(image, floats("img", TensorType.FP32, shape(1, 1), 1)))
        .contains("the model has no input 'img'", "'image' is missing");
    assertThat(faults(image, floats("image", TensorType.FP32, shape(1, 4), 1, 2, 3, 4)))
        .contains("'image' must have the shape [-1,1,2,2], not [1,4]");
    assertThat(faults(image, floats("image", TensorType.FP32, shape(), 1)))
        .contains("'image' must have an axis for the batch");
    assertThat(faults(image, floats("image", TensorType.FP32, shape(0, 1, 2, 2))))
        .contains("'image' must hold at least one instance");
    assertThat(faults(image, texts("image", "x"))).anyMatch(fault -> fault.contains("[-1,1,2,2]"));
    assertThat(faults(image)).contains("'image' is missing");
    assertThat(faults(image, floats("image", TensorType.FP32, shape(4, 1, 2, 2), new float[16])))
        .contains("a request may hold 3 instances");
    assertThat(
            faults(
                SALARY,
                floats("rank", TensorType.FP32, shape(1, 1), 1),
                texts("years", "20"),
                floats("score", TensorType.FP32, shape(1, 1), 1),
                floats("tenured", TensorType.INT8, shape(1, 1), 1),
                texts("ref", "a")))
        .containsExactly(
            "'rank' must be BYTES, not FP32", "'years' must be a numeric type, not BYTES");
    assertThat(
            faults(
                IRIS,
                floats("sepal_length", TensorType.FP32, shape(2, 1), 1, 2),
                floats("sepal_width", TensorType.FP32, shape(1, 1), 1),
                floats("petal_length", TensorType.FP32, shape(2, 2), 1, 2, 3, 4),
                floats("petal_width", TensorType.FP32, shape(2, 1), 1, 2)))
        .contains("'sepal_width' has 1 instances along its first axis, another input 2");
  }

  private static List<String> faults(ModelSignature signature, NamedTensor... tensors) {
    return violations(signature, tensors).violations().stream().map(v -> v.detail()).toList();
  }

  private static InvalidInstancesException violations(
      ModelSignature signature, NamedTensor... tensors) {
    return catchThrowableOfType(
        InvalidInstancesException.class,
        () -> TensorInstances.read(signature, FEW, List.of(tensors)));
  }

  private static NamedTensor floats(String name, TensorType type, int[] shape, float... values) {
    return NamedTensor.ofFloats(name, "/inputs/0", type, shape, block(values));
  }

  private static NamedTensor texts(String name, String... values) {
    List<byte[]> bytes =
        Arrays.stream(values).map(value -> value.getBytes(StandardCharsets.UTF_8)).toList();
    return NamedTensor.ofBytes(name, "/inputs/0", shape(values.length, 1), bytes);
  }

  private static FloatBlock block(float... values) {
    FloatBlock block = new FloatBlock(values.length);
    for (float value : values) {
      block.add(value);
    }
    return block;
  }

  private static int[] shape(int... axes) {
    return axes;
  }
}
