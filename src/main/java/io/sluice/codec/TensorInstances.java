package io.sluice.codec;

import io.sluice.model.FloatBlock;
import io.sluice.model.InputField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.ModelSignature;
import io.sluice.model.Names;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the instances of a model of the tensors of a request, each of which holds the whole batch
 * along its first axis: the tensors of a model of tensors; of one of features either a tensor for
 * each field, or the one of encoded columns, as {@link ModelPorts} shows them. The memory of floats
 * becomes the network's input as it is.
 */
public final class TensorInstances {
  private final ModelSignature signature;
  private final InstanceLimits limits;
  private final Violations faults;
  private final @Nullable NamedTensor[] byInput;
  private int rows = -1;

  private TensorInstances(ModelSignature signature, InstanceLimits limits) {
    this.signature = signature;
    this.limits = limits;
    this.faults = new Violations(limits.maxErrors());
    this.byInput = new NamedTensor[signature.inputs().size()];
  }

  /**
   * Checks tensors and makes instances of them.
   *
   * @param tensors to be closed by the caller nevertheless: what was taken of them is not theirs
   *     any more
   * @throws io.sluice.model.InvalidInstancesException with every violation found
   */
  public static Instances read(
      ModelSignature signature, InstanceLimits limits, List<NamedTensor> tensors) {
    TensorInstances reading = new TensorInstances(signature, limits);
    if (tensors.size() == 1
        && !signature.takesTensors()
        && tensors.get(0).name().equals(signature.networkInput())
        && signature.indexOf(tensors.get(0).name()) < 0) {
      return reading.encoded(tensors.get(0));
    }
    reading.assign(tensors);
    reading.check();
    if (signature.takesTensors()) {
      return reading.tensors();
    }
    @Nullable NamedTensor[] fields = reading.byInput;
    return new TensorFeatures(signature, limits, fields, reading.rows).read();
  }

  private void assign(List<NamedTensor> tensors) {
    for (NamedTensor tensor : tensors) {
      int input = signature.indexOf(tensor.name());
      if (input < 0) {
        faults.add(tensor.pointer(), Rule.UNKNOWN, unknown(tensor.name()), signature.inputNames());
      } else if (byInput[input] != null) {
        faults.add(tensor.pointer(), Rule.DUPLICATE, "'" + tensor.name() + "' comes twice", null);
      } else {
        byInput[input] = tensor;
        rows(tensor);
      }
    }
    for (int i = 0; i < byInput.length; i++) {
      InputField field = signature.inputs().get(i);
      if (byInput[i] == null && field.defaultValue() == null) {
        faults.add("/inputs", Rule.MISSING, "'" + field.name() + "' is missing", null);
      }
    }
  }

  private String unknown(String name) {
    return name.equals(signature.networkInput())
        ? "'%s' stands for all inputs and must come alone".formatted(Names.shown(name))
        : "the model has no input '%s'".formatted(Names.shown(name));
  }

  /** Notes how many rows the request has, and counts its values, before memory is used. */
  private void rows(NamedTensor tensor) {
    if (tensor.rank() == 0) {
      shape(tensor, "must have an axis for the batch");
    } else if (tensor.axis(0) < 1) {
      shape(tensor, "must hold at least one instance");
    } else if (rows >= 0 && tensor.axis(0) != rows) {
      shape(
          tensor,
          "has %,d instances along its first axis, another input %,d"
              .formatted(tensor.axis(0), rows));
    } else {
      rows = tensor.axis(0);
    }
    if (rows > limits.maxInstances()) {
      tooMany("instances", limits.maxInstances());
    }
  }

  private void tooMany(String what, int most) {
    faults.add(
        "/inputs",
        Rule.TOO_MANY,
        "a request may hold %,d %s".formatted(most, what),
        Integer.toString(most));
    throw faults.toException(Kind.INVALID_INSTANCES);
  }

  private void shape(NamedTensor tensor, String detail) {
    faults.add(
        tensor.pointer(),
        Rule.SHAPE,
        "'%s' %s".formatted(Names.shown(tensor.name()), detail),
        null);
  }

  private void check() {
    long values = 0;
    for (NamedTensor tensor : byInput) {
      values += tensor == null ? 0 : tensor.count();
    }
    if (values > limits.maxValues()) {
      tooMany("values", limits.maxValues());
    }
    if (rows < 0 && faults.isEmpty()) {
      faults.add("/inputs", Rule.MISSING, "a request needs at least one input", null);
    }
    refuseFaulty();
  }

  private void refuseFaulty() {
    if (!faults.isEmpty()) {
      throw faults.toException(Kind.INVALID_INSTANCES);
    }
  }

  private Instances tensors() {
    List<FloatBlock> blocks = new ArrayList<>(byInput.length);
    List<Tensor> inputs = new ArrayList<>(byInput.length);
    try {
      for (int i = 0; i < byInput.length; i++) {
        NamedTensor tensor = byInput[i];
        TensorField field = (TensorField) signature.inputs().get(i);
        if (tensor == null || !hasShape(tensor, field)) {
          continue;
        }
        FloatBlock block = TensorFloats.take(tensor, field, faults);
        if (block != null) {
          blocks.add(block);
          inputs.add(Tensor.of(block.values(), tensor.shape()));
        }
      }
      refuseFaulty();
      return Instances.owning(rows, inputs, Map.of(), blocks);
    } finally {
      if (!faults.isEmpty()) {
        blocks.forEach(FloatBlock::close);
      }
    }
  }

  private boolean hasShape(NamedTensor tensor, TensorField field) {
    List<Integer> wanted = field.shape();
    boolean fits = tensor.rank() == wanted.size() + 1;
    for (int i = 0; fits && i < wanted.size(); i++) {
      int axis = tensor.axis(i + 1);
      fits = wanted.get(i) == Shapes.VARIABLE ? axis > 0 : axis == wanted.get(i);
    }
    if (!fits) {
      String batch = batchShape(wanted);
      faults.add(
          tensor.pointer(),
          Rule.SHAPE,
          "'%s' must have the shape %s, not %s"
              .formatted(tensor.name(), batch, Shapes.show(tensor.shape())),
          batch);
    }
    return fits;
  }

  private static String batchShape(List<Integer> row) {
    int[] shape = new int[row.size() + 1];
    shape[0] = Shapes.VARIABLE;
    for (int i = 0; i < row.size(); i++) {
      shape[i + 1] = row.get(i);
    }
    return Shapes.show(shape);
  }

  /** The columns of the network, encoded by the caller. */
  private Instances encoded(NamedTensor tensor) {
    rows(tensor);
    TensorField columns = TensorFloats.columns(tensor.name(), signature.columns());
    if (faults.isEmpty() && hasShape(tensor, columns) && tensor.count() > limits.maxValues()) {
      tooMany("values", limits.maxValues());
    }
    refuseFaulty();
    FloatBlock block = TensorFloats.take(tensor, columns, faults);
    if (block == null) {
      throw faults.toException(Kind.INVALID_INSTANCES);
    }
    return Instances.owning(
        rows, List.of(Tensor.of(block.values(), tensor.shape())), labels(), List.of(block));
  }

  /** Encoded columns hold no labels: they are what they are by default, or empty. */
  private Map<String, List<String>> labels() {
    Map<String, List<String>> labels = new HashMap<>();
    for (InputField field : signature.inputs()) {
      if (field instanceof TextField text) {
        labels.put(
            text.name(),
            Collections.nCopies(rows, Objects.requireNonNullElse(text.defaultValue(), "")));
      }
    }
    return labels;
  }
}
