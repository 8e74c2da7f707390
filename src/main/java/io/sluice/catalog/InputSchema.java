package io.sluice.catalog;

import static io.sluice.codec.JsonTree.boundOrNull;
import static io.sluice.codec.JsonTree.object;
import static io.sluice.codec.JsonTree.textOrNull;

import io.sluice.model.InputField;
import io.sluice.model.InputField.CategoryField;
import io.sluice.model.InputField.IntegerField;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InputField.TextField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Inputs as schemas of OpenAPI 3.0.3. What OpenAPI has no word for is said by {@code x-unit},
 * {@code x-datatype}, {@code x-shape} and {@code x-layout}.
 */
final class InputSchema {
  private static final int VARIABLE = -1;

  private InputSchema() {}

  /** The object that an instance is. */
  static Map<String, Object> instance(List<InputField> inputs) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (InputField input : inputs) {
      properties.put(input.name(), of(input));
      if (input.defaultValue() == null) {
        required.add(input.name());
      }
    }
    return object(
        "type",
        "object",
        "description",
        "One instance.",
        "additionalProperties",
        false,
        "required",
        required.isEmpty() ? null : required,
        "properties",
        properties);
  }

  /** The schema of one field in a body. */
  static Map<String, Object> of(InputField input) {
    return described(input, input instanceof TensorField tensor ? tensor(tensor) : scalar(input));
  }

  /** The schema of one field in a query string: a tensor is its flat list. */
  static Map<String, Object> inQuery(InputField input) {
    return described(input, input instanceof TensorField tensor ? flat(tensor) : scalar(input));
  }

  /** Nested arrays of a shape around the schema of an element; -1 is a variable length. */
  static Map<String, Object> nested(List<Integer> shape, Map<String, Object> element) {
    Map<String, Object> schema = element;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      Integer length = shape.get(axis) == VARIABLE ? null : shape.get(axis);
      schema = object("type", "array", "minItems", length, "maxItems", length, "items", schema);
    }
    return schema;
  }

  private static Map<String, Object> described(InputField input, Map<String, Object> schema) {
    Map<String, Object> described = new LinkedHashMap<>(schema);
    described.put("title", input.info().label());
    String description = textOrNull(input.info().description());
    described.put("description", description == null ? input.info().label() : description);
    Object standard = input.defaultValue();
    if (standard != null) {
      described.put("default", standard);
    }
    return described;
  }

  private static Map<String, Object> scalar(InputField input) {
    if (input instanceof NumberField number) {
      return object(
          "type", "number",
          "format", "float",
          "minimum", boundOrNull(number.minimum()),
          "maximum", boundOrNull(number.maximum()),
          "x-unit", textOrNull(number.unit()));
    }
    if (input instanceof IntegerField integer) {
      return object(
          "type", "integer",
          "format", "int64",
          "minimum", FieldForm.minimum(integer),
          "maximum", FieldForm.maximum(integer),
          "x-unit", textOrNull(integer.unit()));
    }
    if (input instanceof CategoryField category) {
      return object("type", "string", "enum", category.values());
    }
    if (input instanceof TextField text) {
      return object("type", "string", "maxLength", text.maxLength());
    }
    return object("type", "boolean");
  }

  private static Map<String, Object> tensor(TensorField field) {
    return marked(field, nested(field.shape(), element(field)));
  }

  private static Map<String, Object> flat(TensorField field) {
    Integer length = length(field.shape());
    return marked(
        field,
        object("type", "array", "minItems", length, "maxItems", length, "items", element(field)));
  }

  private static Map<String, Object> marked(TensorField field, Map<String, Object> schema) {
    Map<String, Object> marked = new LinkedHashMap<>(schema);
    marked.put("x-datatype", field.datatype().name());
    marked.put("x-shape", field.shape());
    if (!field.layout().isEmpty()) {
      marked.put("x-layout", field.layout());
    }
    return marked;
  }

  private static Map<String, Object> element(TensorField field) {
    return object(
        "type",
        "number",
        "format",
        "float",
        "minimum",
        boundOrNull(field.minimum()),
        "maximum",
        boundOrNull(field.maximum()));
  }

  private static @Nullable Integer length(List<Integer> shape) {
    int length = 1;
    for (int axis : shape) {
      if (axis == VARIABLE) {
        return null;
      }
      length *= axis;
    }
    return length;
  }
}
