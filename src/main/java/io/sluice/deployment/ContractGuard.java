package io.sluice.deployment;

import io.sluice.model.FieldInfo;
import io.sluice.model.InputField;
import io.sluice.model.InputField.BooleanField;
import io.sluice.model.InputField.CategoryField;
import io.sluice.model.InputField.IntegerField;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says what callers of one version would trip over at the next. A new version may take more than
 * the old one (wider ranges, further categories, further fields that have a default), never less;
 * what it gives must be the same.
 */
final class ContractGuard {
  private final List<Violation> differences = new ArrayList<>();

  private ContractGuard() {}

  /**
   * What breaks, each with a pointer such as {@code /inputs/rank}; empty if nothing does.
   *
   * @param live what callers know
   * @param next what they would meet
   */
  static List<Violation> differences(
      ModelDescriptor live,
      ModelSignature liveSignature,
      ModelDescriptor next,
      ModelSignature nextSignature) {
    ContractGuard guard = new ContractGuard();
    guard.same("/task", live.task().wireName(), next.task().wireName());
    guard.same("/operation", live.operation().value(), next.operation().value());
    guard.inputs(liveSignature, nextSignature);
    guard.outputs(liveSignature.outputs(), nextSignature.outputs());
    return guard.differences;
  }

  private void inputs(ModelSignature live, ModelSignature next) {
    int last = -1;
    for (InputField field : live.inputs()) {
      int position = next.indexOf(field.name());
      if (position < 0) {
        add(pointer(field), Rule.MISSING, "the live version takes it", null);
        continue;
      }
      if (position < last) {
        // Rows without names are read by position.
        add(
            pointer(field),
            Rule.SHAPE,
            "it stands in another place than in the live version",
            null);
      }
      last = Math.max(last, position);
      input(field, next.inputs().get(position));
    }
    for (InputField field : next.inputs()) {
      if (live.indexOf(field.name()) < 0 && field.defaultValue() == null) {
        add(pointer(field), Rule.UNKNOWN, "the live version does not ask for it", null);
      }
    }
  }

  private void input(InputField live, InputField next) {
    String at = pointer(live);
    if (live.defaultValue() != null && next.defaultValue() == null) {
      add(at, Rule.MISSING, "it may be left out at the live version", null);
    }
    if (live instanceof CategoryField was && next instanceof CategoryField is) {
      if (!is.values().containsAll(was.values())) {
        add(at, Rule.CATEGORY, "the live version takes further values", was.values());
      }
    } else if (live instanceof NumberField was && next instanceof NumberField is) {
      range(at, was.minimum(), was.maximum(), is.minimum(), is.maximum());
    } else if (live instanceof IntegerField was && next instanceof IntegerField is) {
      range(
          at,
          (double) was.minimum(),
          (double) was.maximum(),
          (double) is.minimum(),
          (double) is.maximum());
    } else if (live instanceof IntegerField was && next instanceof NumberField is) {
      range(at, (double) was.minimum(), (double) was.maximum(), is.minimum(), is.maximum());
    } else if (live instanceof TextField was && next instanceof TextField is) {
      if (is.maxLength() < was.maxLength()) {
        add(at, Rule.TOO_LONG, "the live version takes longer texts", "" + was.maxLength());
      }
    } else if (live instanceof TensorField was && next instanceof TensorField is) {
      tensor(at, was, is);
    } else if (!(live instanceof BooleanField && next instanceof BooleanField)) {
      add(at, Rule.TYPE, "it has another type than at the live version", typeOf(live));
    }
  }

  private void tensor(String at, TensorField was, TensorField is) {
    if (was.datatype() != is.datatype()) {
      add(at, Rule.TYPE, "it has another datatype than at the live version", was.datatype().name());
    }
    if (!covers(is.shape(), was.shape()) || !was.layout().equals(is.layout())) {
      add(at, Rule.SHAPE, "the live version takes another shape", was.shape() + was.layout());
    }
    range(at, was.minimum(), was.maximum(), is.minimum(), is.maximum());
  }

  private void range(String at, double low, double high, double newLow, double newHigh) {
    if (newLow > low || newHigh < high) {
      add(at, Rule.RANGE, "the live version takes a wider range", new Violation.Range(low, high));
    }
  }

  /** Whether every shape that was taken still is; -1 stands for any length. */
  private static boolean covers(List<Integer> shape, List<Integer> taken) {
    if (shape.size() != taken.size()) {
      return false;
    }
    for (int axis = 0; axis < shape.size(); axis++) {
      if (shape.get(axis) != -1 && !shape.get(axis).equals(taken.get(axis))) {
        return false;
      }
    }
    return true;
  }

  private void outputs(List<OutputField> live, List<OutputField> next) {
    if (live.size() != next.size()) {
      add("/outputs", Rule.SHAPE, "the live version gives another number of outputs", null);
      return;
    }
    for (int i = 0; i < live.size(); i++) {
      if (!meaning(live.get(i)).equals(meaning(next.get(i)))) {
        add(
            "/outputs/" + Violation.token(live.get(i).name()),
            Rule.TYPE,
            "the live version gives something else",
            meaning(live.get(i)));
      }
    }
  }

  /** What callers see of an output, labels for people left out. */
  private static String meaning(OutputField output) {
    if (output instanceof OutputField.ClassOutput classes) {
      return "%s: class of %s".formatted(output.name(), classes.labels());
    }
    if (output instanceof OutputField.QuantityOutput quantities) {
      return quantities.quantities().stream()
          .map(quantity -> (quantity.name() + " " + quantity.unit()).strip())
          .toList()
          .toString();
    }
    OutputField.TensorOutput tensor = (OutputField.TensorOutput) output;
    return "%s: %s %s".formatted(output.name(), tensor.datatype(), tensor.shape());
  }

  private void same(String at, String was, String is) {
    if (!Objects.equals(was, is)) {
      add(at, Rule.TYPE, "the live version has another", was);
    }
  }

  private void add(String at, Rule rule, String detail, @Nullable Object allowed) {
    differences.add(new Violation(at, rule, detail, allowed));
  }

  private static String pointer(InputField field) {
    FieldInfo info = field.info();
    return "/inputs/" + Violation.token(info.name());
  }

  private static String typeOf(InputField field) {
    if (field instanceof NumberField) {
      return "number";
    }
    if (field instanceof IntegerField) {
      return "integer";
    }
    if (field instanceof BooleanField) {
      return "boolean";
    }
    if (field instanceof CategoryField) {
      return "category";
    }
    return field instanceof TextField ? "text" : "tensor";
  }
}
