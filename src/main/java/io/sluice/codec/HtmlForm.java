package io.sluice.codec;

import io.sluice.model.InputField;
import io.sluice.model.InputField.BooleanField;
import io.sluice.model.InputField.CategoryField;
import io.sluice.model.InputField.IntegerField;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.ModelSignature;
import io.sluice.model.Numerals;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form for another try: one control a field of the signature, sent as a query string. */
final class HtmlForm {
  private final Html html;
  private final ModelSignature signature;
  private final Map<String, List<String>> asked;

  /**
   * @param asked values to begin with, by field name; the fields' defaults stand in for others
   */
  HtmlForm(Html html, ModelSignature signature, Map<String, List<String>> asked) {
    this.html = html;
    this.signature = signature;
    this.asked = asked;
  }

  void write() {
    html.open("section", "class", "card form", "aria-labelledby", "try");
    html.element("h2", "Try other values", "id", "try");
    html.open("form", "method", "get");
    signature.inputs().forEach(this::field);
    top();
    html.element("button", "Predict", "type", "submit");
    html.close("form").close("section");
  }

  private void field(InputField field) {
    String id = id(field.name());
    html.open("div", "class", "field");
    html.open("label", "for", id).text(field.info().label());
    if (field.defaultValue() == null) {
      html.close("label");
    } else {
      html.text(" ").element("small", "optional").close("label");
    }
    control(field, attributes(field, id));
    html.element("p", hint(field), "class", "hint", "id", id + "-hint");
    html.close("div");
  }

  private void control(InputField field, List<String> attributes) {
    if (field instanceof CategoryField category) {
      select(field, category.values(), attributes);
    } else if (field instanceof BooleanField) {
      select(field, List.of("true", "false"), attributes);
    } else if (field instanceof TensorField) {
      attributes.addAll(List.of("rows", "4", "spellcheck", "false"));
      html.element("textarea", value(field), attributes.toArray(String[]::new));
    } else {
      input(field, attributes);
    }
  }

  private void input(InputField field, List<String> attributes) {
    if (field instanceof NumberField number) {
      attributes.addAll(List.of("type", "number", "step", "any"));
      bounds(attributes, number.minimum(), number.maximum());
    } else if (field instanceof IntegerField integer) {
      attributes.addAll(List.of("type", "number", "step", "1"));
      bounds(attributes, (double) integer.minimum(), (double) integer.maximum());
    } else if (field instanceof TextField text) {
      attributes.addAll(List.of("type", "text", "maxlength", Integer.toString(text.maxLength())));
    }
    attributes.addAll(List.of("value", value(field)));
    html.open("input", attributes.toArray(String[]::new));
  }

  private void select(InputField field, List<String> values, List<String> attributes) {
    html.open("select", attributes.toArray(String[]::new));
    String chosen = value(field);
    html.element("option", "Choose...", "value", "");
    for (String value : values) {
      if (value.equals(chosen)) {
        html.element("option", value, "value", value, "selected", "");
      } else {
        html.element("option", value, "value", value);
      }
    }
    html.close("select");
  }

  private void top() {
    boolean classes =
        signature.outputs().stream()
            .anyMatch(output -> output instanceof ClassOutput c && c.labels().size() > 2);
    if (classes) {
      String id = id(QueryInstanceReader.TOP);
      html.open("div", "class", "field").open("label", "for", id).text("Classes to show ");
      html.element("small", "optional").close("label");
      html.open(
          "input",
          "id",
          id,
          "name",
          QueryInstanceReader.TOP,
          "type",
          "number",
          "step",
          "1",
          "min",
          "1",
          "value",
          first(QueryInstanceReader.TOP, ""));
      html.element("p", "The most probable ones; empty for all.", "class", "hint").close("div");
    }
  }

  private static List<String> attributes(InputField field, String id) {
    List<String> attributes = new ArrayList<>(List.of("id", id, "name", field.name()));
    attributes.addAll(List.of("aria-describedby", id + "-hint"));
    if (field.defaultValue() == null) {
      attributes.addAll(List.of("required", ""));
    }
    return attributes;
  }

  private String value(InputField field) {
    Object standard = field.defaultValue();
    return first(field.name(), standard == null ? "" : plain(standard));
  }

  private String first(String name, String otherwise) {
    List<String> values = asked.getOrDefault(name, List.of());
    return values.isEmpty() ? otherwise : values.get(0);
  }

  private static String id(String field) {
    return "field-" + field;
  }

  private static String hint(InputField field) {
    List<String> parts = new ArrayList<>();
    if (!field.info().description().isEmpty()) {
      parts.add(field.info().description());
    }
    if (field instanceof NumberField number) {
      parts.add(HtmlNumbers.range(number.minimum(), number.maximum(), number.unit()));
    } else if (field instanceof IntegerField integer) {
      parts.add(
          HtmlNumbers.range(
              (double) integer.minimum(), (double) integer.maximum(), integer.unit()));
    } else if (field instanceof TextField text) {
      parts.add("At most %,d characters; comes back with the answer".formatted(text.maxLength()));
    } else if (field instanceof TensorField tensor) {
      String shape = Shapes.show(Shapes.toArray(tensor.shape()));
      String axes = tensor.layout().isEmpty() ? shape : shape + " (" + tensor.layout() + ")";
      parts.add("Shape %s, row-major, parted by commas".formatted(axes));
      parts.add(HtmlNumbers.range(tensor.minimum(), tensor.maximum(), ""));
    }
    parts.removeIf(String::isEmpty);
    return String.join(" \u00B7 ", parts);
  }

  private static void bounds(List<String> attributes, double minimum, double maximum) {
    if (HtmlNumbers.isBound(minimum)) {
      attributes.addAll(List.of("min", Numerals.show(minimum)));
    }
    if (HtmlNumbers.isBound(maximum)) {
      attributes.addAll(List.of("max", Numerals.show(maximum)));
    }
  }

  private static String plain(@Nullable Object value) {
    return value instanceof Number number
        ? Numerals.show(number.doubleValue())
        : String.valueOf(value);
  }
}
