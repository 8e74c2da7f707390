package io.sluice.repository;

import io.sluice.model.Datatype;
import io.sluice.model.FieldInfo;
import io.sluice.model.InputField;
import io.sluice.model.InputField.BooleanField;
import io.sluice.model.InputField.CategoryField;
import io.sluice.model.InputField.Encoding;
import io.sluice.model.InputField.IntegerField;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InputField.TextField;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one typed input of a {@code model.json}. */
final class InputReader {
  private static final int DEFAULT_MAX_LENGTH = 256;
  private static final List<String> LAYOUTS =
      List.of("NCHW", "NHWC", "NCW", "NWC", "NCDHW", "NDHWC");

  private InputReader() {}

  /** Reads an input; null after a recorded problem. */
  static @Nullable InputField read(JsonObjectReader json) {
    FieldInfo info = info(json);
    String type = json.required("type", String::valueOf);
    if (info == null || type == null) {
      return null;
    }
    if (info.name().equals(InputField.RESERVED)) {
      json.problem("name", "'top' is taken by the query parameter of that name");
    }
    InputField field =
        switch (type) {
          case "number" -> number(json, info);
          case "integer" -> integer(json, info);
          case "category" -> category(json, info);
          case "boolean" -> new BooleanField(info, json.bool("default"));
          case "text" -> text(json, info);
          case "tensor" -> tensor(json, info);
          default -> {
            json.problem("type", "must be number, integer, category, boolean, text or tensor");
            yield null;
          }
        };
    if (field != null) {
      json.rejectUnknown();
    }
    return field;
  }

  /** Name, label and description; null after a recorded problem. */
  static @Nullable FieldInfo info(JsonObjectReader json) {
    String label = json.text("label", null);
    String description = json.text("description", "");
    return json.required(
        "name",
        name ->
            new FieldInfo(name, label == null ? name : label, Objects.requireNonNull(description)));
  }

  static String unit(JsonObjectReader json) {
    return Objects.requireNonNull(json.text("unit", ""));
  }

  private static @Nullable InputField number(JsonObjectReader json, FieldInfo info) {
    double minimum = minimum(json);
    double maximum = maximum(json);
    Double absent = json.number("default", null);
    boolean right =
        range(json, minimum, maximum) && (absent == null || within(json, absent, minimum, maximum));
    return right ? new NumberField(info, minimum, maximum, unit(json), absent) : null;
  }

  private static @Nullable InputField integer(JsonObjectReader json, FieldInfo info) {
    long minimum = Objects.requireNonNull(json.integer("minimum", Long.MIN_VALUE));
    long maximum = Objects.requireNonNull(json.integer("maximum", Long.MAX_VALUE));
    Long absent = json.integer("default", null);
    boolean right =
        range(json, (double) minimum, (double) maximum)
            && (absent == null
                || within(json, absent.doubleValue(), (double) minimum, (double) maximum));
    return right ? new IntegerField(info, minimum, maximum, unit(json), absent) : null;
  }

  private static @Nullable InputField category(JsonObjectReader json, FieldInfo info) {
    List<String> values = json.words("values", 1);
    String encoding = Objects.requireNonNull(json.text("encoding", "one-hot"));
    String absent = json.text("default", null);
    if (!encoding.equals("one-hot") && !encoding.equals("ordinal")) {
      json.problem("encoding", "must be one-hot or ordinal");
    }
    if (absent != null && !values.contains(absent)) {
      json.problem("default", "must be one of the values");
      return null;
    }
    Encoding kind = encoding.equals("ordinal") ? Encoding.ORDINAL : Encoding.ONE_HOT;
    return values.isEmpty() ? null : new CategoryField(info, values, kind, absent);
  }

  private static @Nullable InputField text(JsonObjectReader json, FieldInfo info) {
    if (info.name().equals("label") || info.name().equals("probability")) {
      json.problem("name", "'%s' is taken: a CSV answer has a column of it".formatted(info.name()));
    }
    long maxLength = Objects.requireNonNull(json.integer("maxLength", (long) DEFAULT_MAX_LENGTH));
    String absent = json.text("default", null);
    if (maxLength < 1 || maxLength > Integer.MAX_VALUE) {
      json.problem("maxLength", "must be at least 1");
      return null;
    }
    if (absent != null && absent.length() > maxLength) {
      json.problem("default", "is longer than maxLength");
      return null;
    }
    return new TextField(info, (int) maxLength, absent);
  }

  private static @Nullable InputField tensor(JsonObjectReader json, FieldInfo info) {
    Datatype datatype = json.required("datatype", Datatype::valueOf);
    List<Integer> shape = json.shape("shape");
    double minimum = minimum(json);
    double maximum = maximum(json);
    unit(json);
    String layout = layout(json);
    return range(json, minimum, maximum) && datatype != null && shape != null
        ? new TensorField(info, datatype, shape, layout, minimum, maximum)
        : null;
  }

  /** What the axes mean; empty if nothing is said. */
  static String layout(JsonObjectReader json) {
    String layout = Objects.requireNonNull(json.text("layout", ""));
    if (!layout.isEmpty() && !LAYOUTS.contains(layout)) {
      json.problem("layout", "must be one of " + LAYOUTS);
    }
    return layout;
  }

  private static double minimum(JsonObjectReader json) {
    return Objects.requireNonNull(json.number("minimum", Double.NEGATIVE_INFINITY));
  }

  private static double maximum(JsonObjectReader json) {
    return Objects.requireNonNull(json.number("maximum", Double.POSITIVE_INFINITY));
  }

  private static boolean range(JsonObjectReader json, double minimum, double maximum) {
    if (minimum > maximum) {
      json.problem("minimum", "must not be above maximum");
      return false;
    }
    return true;
  }

  private static boolean within(
      JsonObjectReader json, double value, double minimum, double maximum) {
    if (value < minimum || value > maximum) {
      json.problem("default", "must be between minimum and maximum");
      return false;
    }
    return true;
  }
}
