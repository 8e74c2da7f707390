package io.sluice.training;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A quantity, taught normalised and answered in its own unit.
 *
 * @param column the CSV column, and the output's name
 * @param unit the unit of the answer
 */
record QuantityTarget(String column, String unit) implements Target {

  QuantityTarget {
    requireNonNull(column, "column is null");
    requireNonNull(unit, "unit is null");
  }

  @Override
  public String task() {
    return "regression";
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public float[] encode(String value) {
    return new float[] {Float.parseFloat(value)};
  }

  @Override
  public ObjectNode answer(float[] output) {
    return JsonNodeFactory.instance.objectNode().put(column, ShortestDecimal.of(output[0]));
  }

  @Override
  public ObjectNode describe() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", column)
        .put("type", "quantity")
        .put("unit", unit);
  }
}
