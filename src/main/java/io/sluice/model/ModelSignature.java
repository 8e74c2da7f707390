package io.sluice.model;

import io.sluice.model.InputField.TensorField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model takes and gives, in the caller's words.
 *
 * <p>Inputs are either all features, which together make the one row of a network with one input,
 * in their order; or all tensors, one for each input of the network, in its order. Outputs are one
 * for each output of the network, in its order.
 */
public final class ModelSignature {
  private final Task task;
  private final List<InputField> inputs;
  private final List<OutputField> outputs;
  private final List<String> inputNames;
  private final Map<String, Integer> inputIndex = new HashMap<>();
  private final int[] columnOffsets;
  private final int columns;
  private final @Nullable String networkInput;

  /**
   * @throws IllegalArgumentException if there is no input or output, a name comes twice, or
   *     features and tensors are mixed
   */
  public ModelSignature(Task task, List<InputField> inputs, List<OutputField> outputs) {
    this(task, inputs, outputs, null);
  }

  /**
   * @param networkInput what the network itself calls the one row that features make; null if that
   *     is not known, or inputs are tensors
   * @throws IllegalArgumentException if there is no input or output, a name comes twice, or
   *     features and tensors are mixed
   */
  public ModelSignature(
      Task task,
      List<InputField> inputs,
      List<OutputField> outputs,
      @Nullable String networkInput) {
    this.task = task;
    this.networkInput = networkInput;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.inputNames = inputs.stream().map(InputField::name).toList();
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException("a signature needs at least one input and one output");
    }
    this.columnOffsets = new int[inputs.size()];
    int column = 0;
    for (int i = 0; i < inputs.size(); i++) {
      InputField field = inputs.get(i);
      if (inputIndex.put(field.name(), i) != null) {
        throw new IllegalArgumentException("the input '" + field.name() + "' comes twice");
      }
      if ((field instanceof TensorField) != (inputs.get(0) instanceof TensorField)) {
        throw new IllegalArgumentException("inputs must be all features or all tensors");
      }
      columnOffsets[i] = column;
      column += field.columns();
    }
    this.columns = column;
    if (outputs.stream().map(OutputField::name).distinct().count() < outputs.size()) {
      throw new IllegalArgumentException("an output name comes twice");
    }
  }

  /** What the model is trained to do. */
  public Task task() {
    return task;
  }

  /** The inputs, in order. */
  public List<InputField> inputs() {
    return inputs;
  }

  /** The names of the inputs, in order. */
  public List<String> inputNames() {
    return inputNames;
  }

  /** The outputs, in the order of the network's. */
  public List<OutputField> outputs() {
    return outputs;
  }

  /** Whether inputs are tensors; else they are features. */
  public boolean takesTensors() {
    return inputs.get(0) instanceof TensorField;
  }

  /** What the network itself calls the one row that features make; null if nobody knows. */
  public @Nullable String networkInput() {
    return networkInput;
  }

  /** Width of the feature row; 0 for a model that takes tensors. */
  public int columns() {
    return columns;
  }

  /** The first column of a feature in the network's row. */
  public int columnOffset(int input) {
    return columnOffsets[input];
  }

  /** The position of an input by its name, or -1. */
  public int indexOf(String name) {
    return inputIndex.getOrDefault(name, -1);
  }
}
