package io.sluice.catalog;

import static io.sluice.codec.JsonTree.object;
import static io.sluice.codec.JsonTree.textOrNull;

import io.sluice.model.InputField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.Quantity;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.OutputField.TensorOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schema of OpenAPI 3.0.3 that a model's prediction has in JSON. */
final class OutputSchema {
  private OutputSchema() {}

  /** One prediction. */
  static Map<String, Object> prediction(ModelSignature signature) {
    List<InputField> texts =
        signature.inputs().stream().filter(TextField.class::isInstance).toList();
    List<OutputField> outputs = signature.outputs();
    boolean onlyTensor = outputs.size() == 1 && outputs.get(0) instanceof TensorOutput;
    if (onlyTensor && texts.isEmpty()) {
      return output(outputs.get(0));
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    if (outputs.size() == 1 && !onlyTensor) {
      properties.putAll(members(outputs.get(0)));
    } else {
      outputs.forEach(output -> properties.put(output.name(), output(output)));
    }
    List<String> required = List.copyOf(properties.keySet());
    if (!texts.isEmpty()) {
      properties.put("labels", labels(texts));
    }
    return objectOf("One prediction.", properties, required);
  }

  private static Map<String, Object> output(OutputField output) {
    if (output instanceof TensorOutput tensor) {
      Map<String, Object> schema =
          new LinkedHashMap<>(
              InputSchema.nested(tensor.shape(), object("type", "number", "format", "float")));
      schema.put("description", description(tensor.info().description(), tensor.info().label()));
      schema.put("x-datatype", tensor.datatype().name());
      schema.put("x-shape", tensor.shape());
      return schema;
    }
    Map<String, Object> members = members(output);
    return objectOf("The output " + output.name() + ".", members, List.copyOf(members.keySet()));
  }

  private static Map<String, Object> members(OutputField output) {
    if (output instanceof ClassOutput classes) {
      return classification(classes);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    for (Quantity quantity : ((QuantityOutput) output).quantities()) {
      members.put(
          quantity.name(),
          object(
              "type", "number",
              "format", "float",
              "title", quantity.info().label(),
              "description", description(quantity.info().description(), quantity.info().label()),
              "x-unit", textOrNull(quantity.unit())));
    }
    return members;
  }

  private static Map<String, Object> classification(ClassOutput output) {
    return object(
        "label",
        object(
            "type", "string",
            "title", output.info().label(),
            "description", description(output.info().description(), "The most probable label."),
            "enum", output.labels()),
        "probability",
        probability("The probability of that label."),
        "probabilities",
        object(
            "type", "object",
            "description", "The probability of each label, or of the most probable ones.",
            "additionalProperties", probability("The probability of a label.")));
  }

  private static Map<String, Object> probability(String description) {
    return object(
        "type",
        "number",
        "format",
        "float",
        "description",
        description,
        "minimum",
        0,
        "maximum",
        1);
  }

  private static Map<String, Object> labels(List<InputField> texts) {
    Map<String, Object> properties = new LinkedHashMap<>();
    texts.forEach(text -> properties.put(text.name(), InputSchema.of(text)));
    return objectOf("The texts of the instance.", properties, List.of());
  }

  private static Map<String, Object> objectOf(
      String description, Map<String, Object> properties, List<String> required) {
    return object(
        "type",
        "object",
        "description",
        description,
        "additionalProperties",
        false,
        "required",
        required.isEmpty() ? null : required,
        "properties",
        properties);
  }

  private static String description(String given, String otherwise) {
    return given.isEmpty() ? otherwise : given;
  }
}
