package io.sluice.deployment;

import io.sluice.model.FieldInfo;
import io.sluice.model.InputField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.OperationName;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.TensorOutput;
import io.sluice.model.Task;
import io.sluice.model.TensorSpec;
import io.sluice.runtime.NetworkProbe.Findings;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What is said of a model that says nothing of itself: tensors in; a softmax over a plain row is a
 * classification with the labels "0", "1" and so on; any other output is a tensor.
 */
final class DerivedDescriptor {
  private static final int LONGEST_OPERATION = 54;

  private DerivedDescriptor() {}

  static ModelDescriptor of(ModelId id, Findings network) {
    List<InputField> inputs = network.inputs().stream().map(DerivedDescriptor::input).toList();
    List<OutputField> outputs = network.outputs().stream().map(DerivedDescriptor::output).toList();
    boolean classes = outputs.stream().allMatch(ClassOutput.class::isInstance);
    return new ModelDescriptor(
        id,
        "",
        classes ? Task.CLASSIFICATION : Task.TENSOR,
        operation(id),
        inputs,
        outputs,
        List.of(),
        Map.of());
  }

  private static InputField input(TensorSpec spec) {
    return new TensorField(
        info(spec.name()),
        spec.datatype(),
        spec.shape(),
        spec.layout(),
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY);
  }

  private static OutputField output(TensorSpec spec) {
    boolean classes = spec.softmax() && spec.shape().size() == 1 && spec.shape().get(0) > 1;
    if (!classes) {
      return new TensorOutput(info(spec.name()), spec.datatype(), spec.shape());
    }
    List<String> labels =
        IntStream.range(0, spec.shape().get(0)).mapToObj(Integer::toString).toList();
    return new ClassOutput(info(spec.name()), labels, null);
  }

  /** Graphs may name their ends anything; fields must fit a query string and an XML element. */
  private static FieldInfo info(String name) {
    String fit = name.replaceAll("[^A-Za-z0-9_.-]", "_");
    boolean begins = fit.matches("[A-Za-z_].*") && !fit.equals(InputField.RESERVED);
    String begun = begins ? fit : "_" + fit;
    return FieldInfo.named(begun.length() > 63 ? begun.substring(0, 63) : begun);
  }

  /** The operation of a model that names none: its own name. */
  static OperationName operation(ModelId id) {
    String name = id.name().value().replace('-', '_');
    return new OperationName(
        "predict_" + name.substring(0, Math.min(name.length(), LONGEST_OPERATION)));
  }
}
