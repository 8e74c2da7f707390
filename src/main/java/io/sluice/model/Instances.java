package io.sluice.model;

import java.util.List;
import java.util.Map;

/**
 * A checked batch, ready for the network of the signature it was read against.
 *
 * @param rows instances of the batch, at least 1
 * @param inputs one tensor for each input of the network, all with {@code rows} rows; features are
 *     encoded but not normalised
 * @param labels text labels by field name, one a row; empty for a model without text fields
 */
public record Instances(int rows, List<Tensor> inputs, Map<String, List<String>> labels) {
  public Instances {
    inputs = List.copyOf(inputs);
    labels = Map.copyOf(labels);
  }
}
