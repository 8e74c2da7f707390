package io.sluice.model;

import java.util.List;
import java.util.Objects;

/**
 * The normaliser a model archive carries: one scaling per network input, and one per label array if
 * it was told to fit labels.
 *
 * @param kind what DL4J calls it
 * @param inputs in the order of the network's inputs; inputs beyond the list are left as they are
 * @param labels in the order of the network's outputs; empty when labels were left as they are
 */
public record NormalizerData(Kind kind, List<Scaling> inputs, List<Scaling> labels) {

  /** The normaliser types (ND4J's {@code NormalizerType}) that DL4J 1.0.0-M2.1 can write. */
  public enum Kind {
    STANDARDIZE,
    MIN_MAX,
    IMAGE_MIN_MAX,
    MULTI_STANDARDIZE,
    MULTI_MIN_MAX,
    MULTI_HYBRID
  }

  public NormalizerData {
    Objects.requireNonNull(kind, "kind is null");
    inputs = List.copyOf(inputs);
    labels = List.copyOf(labels);
  }

  /** Whether labels were normalised, so that outputs have to be denormalised. */
  public boolean fitLabel() {
    return !labels.isEmpty();
  }

  /**
   * The scaling of one network input.
   *
   * @param index of the input, 0 and up
   */
  public Scaling input(int index) {
    return index < inputs.size() ? inputs.get(index) : new Scaling.None();
  }

  /**
   * The scaling of one network output's labels.
   *
   * @param index of the output, 0 and up
   */
  public Scaling label(int index) {
    return index < labels.size() ? labels.get(index) : new Scaling.None();
  }
}
