package io.sluice.runtime;

import io.sluice.model.NormalizerData;
import io.sluice.model.Scaling;
import io.sluice.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes through DL4J itself: one batch at a time, since its networks are not thread-safe. */
public final class Dl4jEngine implements Engine {
  /** The name that versions show. */
  public static final String NAME = "deeplearning4j";

  private final Network network;

  /** Computes with a network that nobody else uses. */
  public Dl4jEngine(Network network) {
    this.network = network;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public List<List<Tensor>> infer(List<List<Tensor>> parts) {
    NormalizerData normalizer = network.normalizer();
    List<Tensor> batch = TensorParts.join(parts);
    List<Tensor> inputs = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      inputs.add(Scaler.normalize(batch.get(i), input(normalizer, i)));
    }
    List<Tensor> answers = network.infer(inputs);
    List<Tensor> outputs = new ArrayList<>(answers.size());
    for (int i = 0; i < answers.size(); i++) {
      outputs.add(Scaler.denormalize(answers.get(i), label(normalizer, i)));
    }
    return TensorParts.split(outputs, parts);
  }

  @Override
  public void close() {
    network.close();
  }

  private static Scaling input(@Nullable NormalizerData normalizer, int index) {
    return normalizer == null ? new Scaling.None() : normalizer.input(index);
  }

  private static Scaling label(@Nullable NormalizerData normalizer, int index) {
    return normalizer == null ? new Scaling.None() : normalizer.label(index);
  }
}
