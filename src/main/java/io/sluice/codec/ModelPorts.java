package io.sluice.codec;

import io.sluice.model.InputField;
import io.sluice.model.InputField.BooleanField;
import io.sluice.model.InputField.IntegerField;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.OutputField.TensorOutput;
import io.sluice.model.Shapes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model looks to a protocol that knows tensors only.
 *
 * <p>A model of tensors is shown as it is. One of features has a tensor {@code [-1,1]} for each
 * field; or takes, instead of all of them, the one tensor of encoded columns that its network
 * takes. A classification gives the probabilities of its classes, {@code [-1,k]}; quantities are
 * one tensor {@code [-1,q]}.
 *
 * @param inputs one for each field, in the signature's order
 * @param encoded the columns that the features make, FP32; null for a model of tensors, and where
 *     the network's name for them is unknown or a field's
 * @param outputs one for each output, in the signature's order
 */
public record ModelPorts(
    List<TensorPort> inputs, @Nullable TensorPort encoded, List<TensorPort> outputs) {
  public ModelPorts {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The ports of a signature. */
  public static ModelPorts of(ModelSignature signature) {
    return new ModelPorts(
        signature.inputs().stream().map(ModelPorts::input).toList(),
        encoded(signature),
        signature.outputs().stream().map(ModelPorts::output).toList());
  }

  /** How an output looks. */
  static TensorPort output(OutputField output) {
    if (output instanceof ClassOutput classes) {
      return new TensorPort(output.name(), TensorType.FP32, batch(classes.labels().size()));
    }
    if (output instanceof QuantityOutput quantities) {
      return new TensorPort(output.name(), TensorType.FP32, batch(quantities.quantities().size()));
    }
    TensorOutput tensor = (TensorOutput) output;
    return new TensorPort(
        output.name(), TensorType.of(tensor.datatype()), batch(Shapes.toArray(tensor.shape())));
  }

  private static TensorPort input(InputField field) {
    if (field instanceof TensorField tensor) {
      return new TensorPort(
          field.name(), TensorType.of(tensor.datatype()), batch(Shapes.toArray(tensor.shape())));
    }
    return new TensorPort(field.name(), type(field), batch(1));
  }

  private static TensorType type(InputField field) {
    if (field instanceof NumberField) {
      return TensorType.FP32;
    }
    if (field instanceof IntegerField) {
      return TensorType.INT64;
    }
    return field instanceof BooleanField ? TensorType.BOOL : TensorType.BYTES;
  }

  private static @Nullable TensorPort encoded(ModelSignature signature) {
    String name = signature.networkInput();
    return name == null || signature.takesTensors() || signature.indexOf(name) >= 0
        ? null
        : new TensorPort(name, TensorType.FP32, batch(signature.columns()));
  }

  private static List<Integer> batch(int... row) {
    List<Integer> shape = new ArrayList<>();
    shape.add(Shapes.VARIABLE);
    for (int axis : row) {
      shape.add(axis);
    }
    return shape;
  }
}
