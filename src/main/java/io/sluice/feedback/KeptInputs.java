package io.sluice.feedback;

import io.sluice.codec.JsonTree;
import io.sluice.model.InputField;
import io.sluice.model.InputField.BooleanField;
import io.sluice.model.InputField.CategoryField;
import io.sluice.model.InputField.IntegerField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.Instances;
import io.sluice.model.ModelSignature;
import io.sluice.model.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Instances as the plain values that they were sent as, in float32: {@code [{"rank":"Prof",...}]}.
 * A tensor is its flat list, row-major.
 */
final class KeptInputs {
  private KeptInputs() {}

  /**
   * The instances as JSON.
   *
   * @param redacted fields that are left out
   */
  static String of(ModelSignature signature, Instances instances, Set<String> redacted) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int row = 0; row < instances.rows(); row++) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (int input = 0; input < signature.inputs().size(); input++) {
        InputField field = signature.inputs().get(input);
        if (!redacted.contains(field.name())) {
          values.put(field.name(), value(signature, input, instances, row));
        }
      }
      rows.add(values);
    }
    return new String(JsonTree.bytes(rows), StandardCharsets.UTF_8);
  }

  private static Object value(ModelSignature signature, int input, Instances instances, int row) {
    InputField field = signature.inputs().get(input);
    if (signature.takesTensors()) {
      Tensor tensor = instances.inputs().get(input);
      int size = tensor.rowSize();
      return Arrays.copyOfRange(tensor.values(), row * size, (row + 1) * size);
    }
    if (field instanceof TextField text) {
      return instances.labels().get(text.name()).get(row);
    }
    Tensor features = instances.inputs().get(0);
    int at = row * signature.columns() + signature.columnOffset(input);
    float first = features.at(at);
    if (field instanceof CategoryField category) {
      return category.values().get(index(category, features, at));
    }
    if (field instanceof BooleanField) {
      return first != 0;
    }
    return field instanceof IntegerField ? (Object) (long) first : (Object) first;
  }

  private static int index(CategoryField category, Tensor features, int at) {
    if (category.encoding() == InputField.Encoding.ORDINAL) {
      return (int) features.at(at);
    }
    int index = 0;
    while (index < category.values().size() - 1 && features.at(at + index) == 0) {
      index++;
    }
    return index;
  }
}
