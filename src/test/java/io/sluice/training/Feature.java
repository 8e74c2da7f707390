package io.sluice.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One input of a sample: how its CSV values become network columns, and how it is described. */
sealed interface Feature permits NumberFeature, CategoryFeature, ImageFeature {

  /** The name a caller uses. */
  String name();

  /** The CSV columns that hold this input, in order. */
  List<String> columns();

  /** How many values of the network's input this feature fills. */
  int width();

  /** Writes {@link #width()} values into {@code row} from {@code offset} on. */
  void encode(List<String> values, float[] row, int offset);

  /** The value as a caller writes it in a JSON instance. */
  JsonNode plain(List<String> values);

  /** This input's entry in the descriptor. */
  ObjectNode describe();
}
