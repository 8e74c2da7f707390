package io.sluice.runtime;

import io.sluice.model.Tensor;
import java.util.List;

/**
 * What computes the batches of one version: tensors on the caller's scale in, tensors on the
 * caller's scale out. Scaling is the engine's affair, since a plan has it inside its graph.
 *
 * <p>Several requests may be computed as one batch. An engine gets them as parts and gives each its
 * own answer back, so that it alone decides where the parts come together: a plan writes them
 * straight into the native memory of one of its lanes.
 */
public interface Engine {
  /** The name that the version shows: {@code plan} or {@code deeplearning4j}. */
  String name();

  /** How many batches it computes at once; callers beyond that must be kept out. */
  int lanes();

  /**
   * Computes one batch.
   *
   * @param parts one for each request, at least one; the tensors of a part in the order of the
   *     network's inputs, all with the same rows; parts agree in everything but their rows
   * @return for each part one tensor for each output, with the part's rows, in memory of its own:
   *     that of the parts serves other requests as soon as this has returned or thrown
   * @throws RuntimeException whatever the engine says to a batch that it cannot take
   */
  List<List<Tensor>> infer(List<List<Tensor>> parts);

  /** Gives native memory back; the engine must not be used again. */
  void close();
}
