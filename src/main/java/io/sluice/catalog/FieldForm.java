package io.sluice.catalog;

import static io.sluice.codec.JsonTree.boundOrNull;
import static io.sluice.codec.JsonTree.object;
import static io.sluice.codec.JsonTree.textOrNull;

import io.sluice.model.FieldInfo;
import io.sluice.model.InputField;
import io.sluice.model.InputField.BooleanField;
import io.sluice.model.InputField.CategoryField;
import io.sluice.model.InputField.Encoding;
import io.sluice.model.InputField.IntegerField;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.OutputField.TensorOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields in the form that descriptors and the contract's signature give them. */
final class FieldForm {
  private FieldForm() {}

  /** The inputs, in order. */
  static List<Object> inputs(List<InputField> inputs) {
    List<Object> forms = new ArrayList<>();
    inputs.forEach(input -> forms.add(input(input)));
    return forms;
  }

  /** The outputs, in order, one for each quantity. */
  static List<Object> outputs(List<OutputField> outputs) {
    List<Object> forms = new ArrayList<>();
    for (OutputField output : outputs) {
      if (output instanceof ClassOutput classes) {
        forms.add(
            form(
                classes.info(),
                "class",
                object("labels", classes.labels(), "positive", classes.positive())));
      } else if (output instanceof QuantityOutput quantities) {
        quantities
            .quantities()
            .forEach(
                quantity ->
                    forms.add(
                        form(
                            quantity.info(),
                            "quantity",
                            object("unit", textOrNull(quantity.unit())))));
      } else if (output instanceof TensorOutput tensor) {
        forms.add(
            form(
                tensor.info(),
                "tensor",
                object("datatype", tensor.datatype().name(), "shape", tensor.shape())));
      }
    }
    return forms;
  }

  /** The lowest whole number that a field takes; null if that is no bound. */
  static @Nullable Long minimum(IntegerField field) {
    return field.minimum() == Long.MIN_VALUE ? null : (Long) field.minimum();
  }

  /** The highest whole number that a field takes; null if that is no bound. */
  static @Nullable Long maximum(IntegerField field) {
    return field.maximum() == Long.MAX_VALUE ? null : (Long) field.maximum();
  }

  private static Map<String, Object> input(InputField field) {
    if (field instanceof NumberField number) {
      return form(
          number.info(),
          "number",
          object(
              "unit", textOrNull(number.unit()),
              "minimum", boundOrNull(number.minimum()),
              "maximum", boundOrNull(number.maximum()),
              "default", number.defaultValue()));
    }
    if (field instanceof IntegerField integer) {
      return form(
          integer.info(),
          "integer",
          object(
              "unit", textOrNull(integer.unit()),
              "minimum", minimum(integer),
              "maximum", maximum(integer),
              "default", integer.defaultValue()));
    }
    if (field instanceof CategoryField category) {
      String encoding = category.encoding() == Encoding.ONE_HOT ? "one-hot" : "ordinal";
      return form(
          category.info(),
          "category",
          object(
              "values", category.values(),
              "encoding", encoding,
              "default", category.defaultValue()));
    }
    if (field instanceof TextField text) {
      return form(
          text.info(),
          "text",
          object("maxLength", text.maxLength(), "default", text.defaultValue()));
    }
    if (field instanceof TensorField tensor) {
      return form(
          tensor.info(),
          "tensor",
          object(
              "datatype", tensor.datatype().name(),
              "shape", tensor.shape(),
              "layout", tensor.layout().isEmpty() ? null : tensor.layout(),
              "minimum", boundOrNull(tensor.minimum()),
              "maximum", boundOrNull(tensor.maximum())));
    }
    return form(field.info(), "boolean", object("default", ((BooleanField) field).defaultValue()));
  }

  private static Map<String, Object> form(
      FieldInfo info, String type, Map<String, Object> particular) {
    List<Object> members = new ArrayList<>();
    members.addAll(List.of("name", info.name(), "type", type));
    if (!info.label().equals(info.name())) {
      members.addAll(List.of("label", info.label()));
    }
    if (!info.description().isEmpty()) {
      members.addAll(List.of("description", info.description()));
    }
    particular.forEach((name, value) -> members.addAll(List.of(name, value)));
    return object(members.toArray());
  }
}
