package io.sluice.runtime;

import io.sluice.model.NormalizerData;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@code MultiLayerNetwork} or {@code ComputationGraph} behind the face they have in common. */
final class Dl4jNetwork implements Network {
  private final Model model;
  private final List<TensorSpec> inputs;
  private final List<String> outputNames;
  private final List<Boolean> softmax;
  private final @Nullable NormalizerData normalizer;
  private final DataType type;
  private final UnaryOperator<INDArray[]> output;
  private final @Nullable INDArray parameters;

  Dl4jNetwork(
      Model model,
      List<TensorSpec> inputs,
      List<String> outputNames,
      List<Boolean> softmax,
      @Nullable NormalizerData normalizer,
      DataType type,
      UnaryOperator<INDArray[]> output,
      @Nullable INDArray parameters) {
    this.model = model;
    this.inputs = List.copyOf(inputs);
    this.outputNames = List.copyOf(outputNames);
    this.softmax = List.copyOf(softmax);
    this.normalizer = normalizer;
    this.type = type;
    this.output = output;
    this.parameters = parameters;
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public List<TensorSpec> inputs() {
    return inputs;
  }

  @Override
  public List<String> outputNames() {
    return outputNames;
  }

  @Override
  public boolean isSoftmax(int index) {
    return softmax.get(index);
  }

  @Override
  public @Nullable NormalizerData normalizer() {
    return normalizer;
  }

  @Override
  public List<Tensor> infer(List<Tensor> batch) {
    INDArray[] arrays = new INDArray[batch.size()];
    INDArray[] answers = {};
    try {
      for (int i = 0; i < arrays.length; i++) {
        arrays[i] = NetworkArrays.batch(batch.get(i).values(), batch.get(i).shape(), type);
      }
      answers = output.apply(arrays);
      List<Tensor> tensors = new ArrayList<>(answers.length);
      for (INDArray answer : answers) {
        tensors.add(NetworkArrays.tensor(answer));
      }
      return tensors;
    } finally {
      // The collector sees a few heap bytes where megabytes are native, and would come too late.
      release(answers);
      release(arrays);
    }
  }

  /**
   * DL4J's own {@code close} asks for a full collection and fails on networks without parameters;
   * the parameters are all the native memory that such a network owns.
   */
  @Override
  public void close() {
    if (parameters != null) {
      release(new INDArray[] {parameters});
    }
  }

  private static void release(@Nullable INDArray[] arrays) {
    for (INDArray array : arrays) {
      if (array != null && array.closeable()) {
        array.close();
      }
    }
  }
}
