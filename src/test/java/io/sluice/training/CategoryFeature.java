package io.sluice.training;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/**
 * One of a closed set of values, fed to the network as one column a value: 1 for the value given, 0
 * for the others.
 *
 * @param name the CSV column, and the name a caller uses
 * @param values the values, in the order of their columns
 * @param label the name shown to people
 * @param description what the category means
 */
record CategoryFeature(String name, List<String> values, String label, String description)
    implements Feature {

  CategoryFeature {
    requireNonNull(name, "name is null");
    values = List.copyOf(values);
    requireNonNull(label, "label is null");
    requireNonNull(description, "description is null");
  }

  @Override
  public List<String> columns() {
    return List.of(name);
  }

  @Override
  public int width() {
    return values.size();
  }

  @Override
  public void encode(List<String> cells, float[] row, int offset) {
    int index = values.indexOf(cells.get(0));
    if (index < 0) {
      throw new IllegalArgumentException(name + " does not know " + cells.get(0));
    }
    row[offset + index] = 1f;
  }

  @Override
  public JsonNode plain(List<String> cells) {
    return TextNode.valueOf(cells.get(0));
  }

  @Override
  public ObjectNode describe() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", name).put("type", "category");
    values.forEach(node.putArray("values")::add);
    return node.put("encoding", "one-hot").put("label", label).put("description", description);
  }
}
