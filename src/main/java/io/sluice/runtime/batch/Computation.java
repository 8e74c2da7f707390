package io.sluice.runtime.batch;

import io.sluice.model.Tensor;
import java.util.List;

/** What computes a batch. */
@FunctionalInterface
public interface Computation {
  /**
   * Computes several requests as one batch.
   *
   * @param parts the inputs of each request; parts agree in everything but their rows
   * @return the outputs of each request, in the order of the parts
   * @throws RuntimeException whatever is wrong with the batch
   */
  List<List<Tensor>> infer(List<List<Tensor>> parts);
}
