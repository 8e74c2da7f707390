package io.sluice.runtime;

import io.sluice.model.Datatype;
import io.sluice.model.NormalizerData;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link NetworkProbe} finds the shapes of by running it; one caller at a time. */
public interface Probed {
  /** Inputs in order; -1 for axes that nothing tells, no axes at all where even their number is. */
  List<TensorSpec> inputs();

  /** Names of the outputs, in order. */
  List<String> outputNames();

  /** The type of an output's values. */
  default Datatype outputType(int output) {
    return inputs().get(0).datatype();
  }

  /** Whether an output's values are probabilities of exclusive classes. */
  boolean isSoftmax(int output);

  /** How inputs were scaled for training, and labels with them. */
  @Nullable NormalizerData normalizer();

  /**
   * Computes a batch.
   *
   * @param inputs as the network wants them: normalised, rows first
   * @return one tensor for each output, as the network gives them
   * @throws RuntimeException whatever the engine throws at a batch that it cannot take
   */
  List<Tensor> infer(List<Tensor> inputs);
}
