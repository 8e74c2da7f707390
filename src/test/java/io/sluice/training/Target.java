package io.sluice.training;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a sample predicts: one CSV column, how it is taught and how the answer is written. */
sealed interface Target permits ClassTarget, QuantityTarget {

  /** The descriptor's task: {@code classification} or {@code regression}. */
  String task();

  /** The CSV column that holds the truth. */
  String column();

  /** How many columns the network's output has. */
  int width();

  /** The row of labels the network is trained on, {@link #width()} long. */
  float[] encode(String value);

  /** The prediction in the form the API answers with, from one denormalised output row. */
  ObjectNode answer(float[] output);

  /** This output's entry in the descriptor. */
  ObjectNode describe();
}
