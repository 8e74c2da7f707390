package io.sluice.training;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A class label, taught as one column a label and answered as probabilities.
 *
 * @param column the CSV column, and the output's name
 * @param labels the labels, in the order of the network's output columns
 * @param positive the label a binary classification looks for, empty for other classifications
 */
record ClassTarget(String column, List<String> labels, Optional<String> positive)
    implements Target {

  ClassTarget {
    requireNonNull(column, "column is null");
    labels = List.copyOf(labels);
    requireNonNull(positive, "positive is null");
  }

  @Override
  public String task() {
    return "classification";
  }

  @Override
  public int width() {
    return labels.size();
  }

  @Override
  public float[] encode(String value) {
    int index = labels.indexOf(value);
    if (index < 0) {
      throw new IllegalArgumentException(column + " does not know " + value);
    }
    float[] row = new float[labels.size()];
    row[index] = 1f;
    return row;
  }

  @Override
  public ObjectNode answer(float[] output) {
    int best = best(output);
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("label", labels.get(best)).put("probability", ShortestDecimal.of(output[best]));
    ObjectNode probabilities = node.putObject("probabilities");
    for (int label = 0; label < output.length; label++) {
      probabilities.put(labels.get(label), ShortestDecimal.of(output[label]));
    }
    return node;
  }

  /** The index of the greatest output, the lowest such index on a tie. */
  static int best(float[] output) {
    int best = 0;
    for (int label = 1; label < output.length; label++) {
      if (output[label] > output[best]) {
        best = label;
      }
    }
    return best;
  }

  @Override
  public ObjectNode describe() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", column).put("type", "class");
    labels.forEach(node.putArray("labels")::add);
    positive.ifPresent(label -> node.put("positive", label));
    return node;
  }
}
