package io.sluice.repository;

import io.sluice.model.Datatype;
import io.sluice.model.FieldInfo;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.Quantity;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.OutputField.TensorOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the outputs of a {@code model.json}. Quantities that name the same output of the network
 * are its columns, in their order.
 */
final class OutputReader {
  /** The network's output of quantities that name none: right where the network has only one. */
  static final String ONLY_OUTPUT = "output";

  private static final String TAKEN = "labels";

  private OutputReader() {}

  static List<OutputField> read(List<JsonObjectReader> outputs) {
    List<OutputField> fields = new ArrayList<>();
    Map<String, List<Quantity>> quantities = new LinkedHashMap<>();
    for (JsonObjectReader json : outputs) {
      FieldInfo info = InputReader.info(json);
      String type = json.required("type", String::valueOf);
      if (info == null || type == null) {
        continue;
      }
      if (info.name().equals(TAKEN)) {
        json.problem("name", "'labels' is taken: under it an answer gives text inputs back");
      }
      OutputField field =
          switch (type) {
            case "class" -> classes(json, info);
            case "tensor" -> tensor(json, info);
            case "quantity" -> quantity(json, info, quantities);
            default -> {
              json.problem("type", "must be class, quantity or tensor");
              yield null;
            }
          };
      json.rejectUnknown();
      if (field != null) {
        fields.add(field);
      }
    }
    fields.replaceAll(field -> complete(field, quantities));
    return fields;
  }

  private static @Nullable OutputField classes(JsonObjectReader json, FieldInfo info) {
    List<String> labels = json.words("labels", 2);
    String positive = json.text("positive", null);
    if (positive != null && (labels.size() != 2 || !labels.contains(positive))) {
      json.problem("positive", "must be one of two labels");
    }
    return labels.isEmpty() ? null : new ClassOutput(info, labels, positive);
  }

  private static @Nullable OutputField tensor(JsonObjectReader json, FieldInfo info) {
    Datatype datatype = json.required("datatype", Datatype::valueOf);
    List<Integer> shape = json.shape("shape");
    InputReader.unit(json);
    InputReader.layout(json);
    return datatype == null || shape == null ? null : new TensorOutput(info, datatype, shape);
  }

  /** The first quantity of an output stands for it until all its columns are known. */
  private static @Nullable OutputField quantity(
      JsonObjectReader json, FieldInfo info, Map<String, List<Quantity>> quantities) {
    String named = json.text("output", null);
    String output = named == null ? ONLY_OUTPUT : named;
    List<Quantity> columns = quantities.computeIfAbsent(output, any -> new ArrayList<>());
    columns.add(new Quantity(info, InputReader.unit(json)));
    return columns.size() == 1 ? new QuantityOutput(output, columns) : null;
  }

  private static OutputField complete(OutputField field, Map<String, List<Quantity>> quantities) {
    List<Quantity> columns = quantities.get(field.name());
    return field instanceof QuantityOutput && columns != null
        ? new QuantityOutput(field.name(), columns)
        : field;
  }
}
