package io.sluice.training;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/**
 * A number fed to the network as it is.
 *
 * @param name the CSV column, and the name a caller uses
 * @param type {@code number} or {@code integer}
 * @param minimum the least value a caller may send; exact, so that the descriptor shows it as meant
 * @param maximum the greatest value a caller may send
 * @param unit the unit, or empty for a number without one
 * @param label the name shown to people
 * @param description what was measured
 */
record NumberFeature(
    String name,
    String type,
    BigDecimal minimum,
    BigDecimal maximum,
    String unit,
    String label,
    String description)
    implements Feature {

  NumberFeature {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(minimum, "minimum is null");
    requireNonNull(maximum, "maximum is null");
    requireNonNull(unit, "unit is null");
    requireNonNull(label, "label is null");
    requireNonNull(description, "description is null");
  }

  /** A number of type {@code number} whose range starts at zero. */
  static NumberFeature upTo(
      String maximum, String name, String unit, String label, String description) {
    return new NumberFeature(
        name, "number", BigDecimal.ZERO, new BigDecimal(maximum), unit, label, description);
  }

  /** A whole number whose range starts at zero. */
  static NumberFeature count(
      int maximum, String name, String unit, String label, String description) {
    return new NumberFeature(
        name, "integer", BigDecimal.ZERO, BigDecimal.valueOf(maximum), unit, label, description);
  }

  @Override
  public List<String> columns() {
    return List.of(name);
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void encode(List<String> values, float[] row, int offset) {
    row[offset] = Float.parseFloat(values.get(0));
  }

  @Override
  public JsonNode plain(List<String> values) {
    return DecimalNode.valueOf(new BigDecimal(values.get(0)));
  }

  @Override
  public ObjectNode describe() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", name).put("type", type).put("minimum", minimum).put("maximum", maximum);
    if (!unit.isEmpty()) {
      node.put("unit", unit);
    }
    return node.put("label", label).put("description", description);
  }
}
