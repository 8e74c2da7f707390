package io.sluice.runtime;

import io.sluice.model.NormalizerData;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;

/**
 * A loaded DL4J network. It computes one batch at a time (deeplearning4j#9993): whoever holds one
 * keeps others out.
 */
public interface Network {
  /** DL4J's own object: its configuration and parameters are what a plan is compiled from. */
  Model model();

  /** Inputs in order; -1 for axes that the configuration leaves open. */
  List<TensorSpec> inputs();

  /** Names of the outputs, in order. */
  List<String> outputNames();

  /** Whether an output's values are probabilities of exclusive classes. */
  boolean isSoftmax(int output);

  /** How inputs were scaled for training, and labels with them. */
  @Nullable NormalizerData normalizer();

  /**
   * Computes a batch.
   *
   * @param inputs as the network wants them: normalised, rows first
   * @return one tensor for each output, as the network gives them
   * @throws RuntimeException whatever DL4J throws at a batch that it cannot take
   */
  List<Tensor> infer(List<Tensor> inputs);

  /** Gives native memory back; the network must not be used again. */
  void close();
}
