package io.sluice.model;

import io.sluice.model.InputField.BooleanField;
import io.sluice.model.InputField.IntegerField;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation.Rule;
import org.jspecify.annotations.Nullable;

/**
 * The faults of a request while it is read: says each in the words that all formats share, with a
 * pointer to the present instance, and ends the reading when there is too much of anything.
 */
final class InstanceFaults {
  private final InstanceLimits limits;
  private final Violations violations;
  private int row;
  private long values;

  InstanceFaults(InstanceLimits limits) {
    this.limits = limits;
    this.violations = new Violations(limits.maxErrors());
  }

  Violations violations() {
    return violations;
  }

  /** The present instance, from 0. */
  int row() {
    return row;
  }

  void nextRow() {
    row++;
  }

  String pointer() {
    return "/instances/" + row;
  }

  /** Refuses the present instance if it is one too many. */
  void countInstance() {
    if (row == limits.maxInstances()) {
      throw tooMany("instances", limits.maxInstances());
    }
  }

  /** Refuses the request if it holds too many values with these. */
  void countValues(int more) {
    values += more;
    if (values > limits.maxValues()) {
      throw tooMany("values", limits.maxValues());
    }
  }

  void wrongType(InputField field, String sent) {
    reject(field, Rule.TYPE, "must be %s, not %s".formatted(typeOf(field), sent), typeOf(field));
  }

  void tooLong(InputField field, int most) {
    reject(
        field,
        Rule.TOO_LONG,
        "must have at most %,d characters".formatted(most),
        Integer.toString(most));
  }

  void missing(InputField field) {
    reject(field, Rule.MISSING, "'" + field.name() + "' is missing", null);
  }

  void reject(InputField field, Rule rule, String detail, @Nullable Object allowed) {
    rejectField(field.name(), rule, detail, allowed);
  }

  /**
   * Records a violation of a field of the present instance.
   *
   * @param field as sent, so that it may be anything
   */
  void rejectField(String field, Rule rule, String detail, @Nullable Object allowed) {
    String name = Violation.token(Names.shown(field));
    violations.add(pointer() + "/" + name, rule, detail, allowed);
  }

  /** What a field takes, for people. */
  static String typeOf(InputField field) {
    if (field instanceof NumberField) {
      return "number";
    }
    if (field instanceof IntegerField) {
      return "integer";
    }
    if (field instanceof BooleanField) {
      return "boolean";
    }
    return field instanceof TensorField ? "array of numbers" : "string";
  }

  private InvalidInstancesException tooMany(String what, int most) {
    violations.add(
        "/instances",
        Rule.TOO_MANY,
        "a request holds at most %,d %s".formatted(most, what),
        Integer.toString(most));
    return violations.toException(Kind.INVALID_INSTANCES);
  }
}
