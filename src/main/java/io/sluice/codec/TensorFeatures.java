package io.sluice.codec;

import io.sluice.model.InputField;
import io.sluice.model.InputField.BooleanField;
import io.sluice.model.InputField.CategoryField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.ModelSignature;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Shapes;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads features from tensors, one for each field: the row of each field's tensor is a value. */
final class TensorFeatures {
  private final ModelSignature signature;
  private final InstanceLimits limits;
  private final @Nullable NamedTensor[] tensors;
  private final int rows;

  /**
   * @param tensors one for each input; null where a default takes its place
   * @param rows as the first axis of each says
   */
  TensorFeatures(
      ModelSignature signature, InstanceLimits limits, @Nullable NamedTensor[] tensors, int rows) {
    this.signature = signature;
    this.limits = limits;
    this.tensors = tensors;
    this.rows = rows;
  }

  Instances read() {
    checkForms();
    List<InputField> fields = signature.inputs();
    try (InstancesBuilder builder = new InstancesBuilder(signature, limits)) {
      for (int row = 0; row < rows; row++) {
        builder.begin();
        for (int input = 0; input < tensors.length; input++) {
          NamedTensor tensor = tensors[input];
          if (tensor != null) {
            builder.field(tensor.name());
            value(builder, input, fields.get(input), tensor, row);
          }
        }
        builder.end();
      }
      return builder.build();
    }
  }

  /** What is wrong with a tensor as a whole is told once, not for each of its rows. */
  private void checkForms() {
    Violations faults = new Violations(limits.maxErrors());
    for (int input = 0; input < tensors.length; input++) {
      NamedTensor tensor = tensors[input];
      if (tensor == null) {
        continue;
      }
      if (tensor.count() != rows) {
        faults.add(
            tensor.pointer(),
            Rule.SHAPE,
            "'%s' must have the shape [-1,1], not %s"
                .formatted(tensor.name(), Shapes.show(tensor.shape())),
            "[-1,1]");
      }
      String wanted = wanted(signature.inputs().get(input), tensor.type());
      if (wanted != null) {
        faults.add(
            tensor.pointer(),
            Rule.TYPE,
            "'%s' must be %s, not %s".formatted(tensor.name(), wanted, tensor.type()),
            wanted);
      }
    }
    if (!faults.isEmpty()) {
      throw faults.toException(Kind.INVALID_INSTANCES);
    }
  }

  /** What a field takes; null if it takes the type. */
  private static @Nullable String wanted(InputField field, TensorType type) {
    if (field instanceof CategoryField || field instanceof TextField) {
      return type == TensorType.BYTES ? null : "BYTES";
    }
    if (field instanceof BooleanField) {
      return type.isWhole() ? null : "BOOL";
    }
    return type.isNumeric() && type != TensorType.BOOL ? null : "a numeric type";
  }

  private static void value(
      InstancesBuilder builder, int input, InputField field, NamedTensor tensor, int row) {
    if (tensor.type() == TensorType.BYTES) {
      text(builder, input, tensor.element(row));
      return;
    }
    double value = tensor.number(row);
    if (!(field instanceof BooleanField)) {
      builder.number(input, value);
    } else if (value == 0 || value == 1) {
      builder.bool(input, value == 1);
    } else {
      builder.wrongType(input, "a number other than 0 and 1");
    }
  }

  private static void text(InstancesBuilder builder, int input, byte[] value) {
    try {
      builder.string(
          input, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
    } catch (CharacterCodingException e) {
      builder.wrongType(input, "bytes that are not UTF-8");
    }
  }
}
