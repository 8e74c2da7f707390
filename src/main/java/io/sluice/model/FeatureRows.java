package io.sluice.model;

import io.sluice.model.InputField.BooleanField;
import io.sluice.model.InputField.CategoryField;
import io.sluice.model.InputField.IntegerField;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.Violation.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks plain values and encodes them into the one row that a network of features takes. */
final class FeatureRows {
  private final ModelSignature signature;
  private final int maxStringLength;
  private final InstanceFaults faults;
  private final FloatBlock block;
  private final Map<String, List<String>> labels;
  private int rowStart;

  FeatureRows(ModelSignature signature, int maxStringLength, InstanceFaults faults) {
    this.signature = signature;
    this.maxStringLength = maxStringLength;
    this.faults = faults;
    this.block = new FloatBlock(signature.columns());
    this.labels = columns(signature);
  }

  private static Map<String, List<String>> columns(ModelSignature signature) {
    Map<String, List<String>> columns = Map.of();
    for (int i = 0; i < signature.inputs().size(); i++) {
      if (signature.inputs().get(i) instanceof TextField text) {
        columns = columns.isEmpty() ? new LinkedHashMap<>() : columns;
        columns.put(text.name(), new ArrayList<>());
      }
    }
    return columns;
  }

  void begin() {
    faults.countValues(signature.columns());
    rowStart = block.addZeros(signature.columns());
  }

  void number(int input, double value) {
    InputField field = signature.inputs().get(input);
    if (field instanceof NumberField number) {
      put(input, field, value, number.minimum(), number.maximum());
    } else if (field instanceof IntegerField integer) {
      if (Double.isFinite(value) && value != Math.rint(value)) {
        faults.reject(field, Rule.TYPE, "must be a whole number, not " + value, "integer");
      } else {
        put(input, field, value, (double) integer.minimum(), (double) integer.maximum());
      }
    } else {
      faults.wrongType(field, "a number");
    }
  }

  void string(int input, String value) {
    InputField field = signature.inputs().get(input);
    if (value.length() > maxStringLength) {
      faults.tooLong(field, maxStringLength);
    } else if (field instanceof CategoryField category) {
      category(input, category, value);
    } else if (field instanceof TextField text) {
      text(text, value);
    } else {
      faults.wrongType(field, "a string");
    }
  }

  void bool(int input, boolean value) {
    InputField field = signature.inputs().get(input);
    if (field instanceof BooleanField) {
      set(input, 0, value ? 1 : 0);
    } else {
      faults.wrongType(field, "a boolean");
    }
  }

  /** A value as text that is not empty, as CSV, XML and query strings have it. */
  void lexical(int input, String value) {
    InputField field = signature.inputs().get(input);
    if (value.length() > maxStringLength) {
      faults.tooLong(field, maxStringLength);
    } else if (field instanceof NumberField || field instanceof IntegerField) {
      Double number = Numerals.parse(value);
      if (number == null) {
        rejectLexical(field, "'" + Names.shown(value) + "' is not a number");
      } else {
        number(input, number);
      }
    } else if (field instanceof BooleanField) {
      if (value.equals("true") || value.equals("false")) {
        bool(input, value.equals("true"));
      } else {
        rejectLexical(field, "must be true or false, not '" + Names.shown(value) + "'");
      }
    } else {
      string(input, value);
    }
  }

  void end() {
    if (labels.isEmpty()) {
      return;
    }
    for (List<String> column : labels.values()) {
      if (column.size() <= faults.row()) {
        column.add("");
      }
    }
  }

  /** What was read; the memory is theirs from now on. */
  Instances instances() {
    Tensor tensor = Tensor.owning(block.values(), new int[] {faults.row(), signature.columns()});
    return new Instances(faults.row(), List.of(tensor), labels, new FloatBlock[] {block});
  }

  void release() {
    block.close();
  }

  private void put(int input, InputField field, double value, double minimum, double maximum) {
    if (!Float.isFinite((float) value)) {
      faults.reject(
          field, Rule.FINITE, "must be a finite float32 number", InstanceFaults.typeOf(field));
    } else if (value < minimum || value > maximum) {
      faults.reject(
          field,
          Rule.RANGE,
          Numerals.show(value) + " is out of range",
          new Violation.Range(minimum, maximum));
    } else {
      set(input, 0, (float) value);
    }
  }

  private void category(int input, CategoryField field, String value) {
    int index = field.values().indexOf(value);
    if (index < 0) {
      faults.reject(
          field,
          Rule.CATEGORY,
          "'" + Names.shown(value) + "' is not a known value",
          field.values());
    } else if (field.encoding() == InputField.Encoding.ONE_HOT) {
      set(input, index, 1);
    } else {
      set(input, 0, index);
    }
  }

  private void text(TextField field, String value) {
    if (value.length() > field.maxLength()) {
      faults.tooLong(field, field.maxLength());
    } else if (!Names.isWellFormed(value)) {
      faults.reject(field, Rule.SYNTAX, "must be Unicode text; it holds half of a character", null);
    } else {
      labels.get(field.name()).add(value);
    }
  }

  private void rejectLexical(InputField field, String detail) {
    faults.reject(field, Rule.TYPE, detail, InstanceFaults.typeOf(field));
  }

  private void set(int input, int column, float value) {
    block.set(rowStart + signature.columnOffset(input) + column, value);
  }
}
