package io.sluice.openinference;

import io.sluice.model.InstanceLimits;
import io.sluice.model.ModelSignature;
import io.sluice.model.Names;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.OutputField.TensorOutput;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which outputs an answer gives, and how. */
final class AnswerPlan {
  private AnswerPlan() {}

  /**
   * One output of an answer.
   *
   * @param index position in the signature's outputs
   * @param binary whether it comes as bytes
   * @param classes how many classes are given instead of the values; 0 for the values
   */
  record Item(int index, boolean binary, int classes) {}

  /**
   * Sees to it that a wish can be fulfilled.
   *
   * @throws io.sluice.model.InvalidInstancesException with all that cannot
   */
  static void check(ModelSignature signature, InferSource.Wish wish, InstanceLimits limits) {
    List<RequestedOutput> wanted = wish.outputs();
    if (wanted == null) {
      return;
    }
    Violations faults = new Violations(limits.maxErrors());
    BitSet seen = new BitSet();
    for (RequestedOutput output : wanted) {
      int index = indexOf(signature, output.name());
      if (index < 0) {
        faults.add(
            output.pointer(),
            Rule.UNKNOWN,
            "the model has no output '%s'".formatted(Names.shown(output.name())),
            signature.outputs().stream().map(OutputField::name).toList());
      } else if (seen.get(index)) {
        faults.add(
            output.pointer(), Rule.DUPLICATE, "'%s' comes twice".formatted(output.name()), null);
      } else if (output.classes() > 0 && !isRow(signature.outputs().get(index))) {
        faults.add(
            output.pointer(),
            Rule.SHAPE,
            "'%s' is no row of values, of which the highest could be told".formatted(output.name()),
            null);
      } else {
        seen.set(index);
      }
    }
    if (!faults.isEmpty()) {
      throw faults.toException(Kind.INVALID_INSTANCES);
    }
  }

  /** The outputs to give, in the order of the request, or of the signature where it names none. */
  static List<Item> of(ModelSignature signature, InferSource.Wish wish) {
    List<Item> items = new ArrayList<>();
    List<RequestedOutput> wanted = wish.outputs();
    if (wanted == null || wanted.isEmpty()) {
      for (int i = 0; i < signature.outputs().size(); i++) {
        items.add(new Item(i, wish.binary(), 0));
      }
      return items;
    }
    for (RequestedOutput output : wanted) {
      boolean binary = output.binary() == null ? wish.binary() : output.binary();
      items.add(new Item(indexOf(signature, output.name()), binary, output.classes()));
    }
    return items;
  }

  private static boolean isRow(OutputField output) {
    return output instanceof ClassOutput
        || output instanceof QuantityOutput
        || (output instanceof TensorOutput tensor && tensor.shape().size() == 1);
  }

  private static int indexOf(ModelSignature signature, String name) {
    List<OutputField> outputs = signature.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
