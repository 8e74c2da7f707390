package io.sluice.model;

import io.sluice.model.InputField.TensorField;
import io.sluice.model.Violation.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the tensors of instances and gathers them, one block for each input of the network. */
final class TensorInputs {
  // No double needs more than 767 digits to be told from its neighbours.
  private static final int MAX_NUMERAL = 1024;
  private static final int SOME = 64;
  private static final int MANY = 1 << 16;

  private final List<InputField> fields;
  private final InstanceFaults faults;
  private final FloatBlock[] blocks;
  private final int @Nullable [][] shapes;
  private final TensorValues values = new TensorValues();
  private int input;
  private int start;
  private boolean broken;

  TensorInputs(ModelSignature signature, InstanceFaults faults) {
    this.faults = faults;
    this.fields = signature.inputs();
    this.blocks = new FloatBlock[fields.size()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = new FloatBlock(expected(field(i)));
    }
    this.shapes = new int[fields.size()][];
  }

  /** The values of one instance, so that the first is not copied while it grows; within bounds. */
  private static int expected(TensorField field) {
    if (!Shapes.isFixed(field.shape())) {
      return SOME;
    }
    long size = 1;
    for (int i = 0; i < field.shape().size(); i++) {
      size *= field.shape().get(i);
    }
    return (int) Math.min(size, MANY);
  }

  void begin(int next) {
    input = next;
    start = blocks[next].size();
    broken = false;
    values.reset();
  }

  void open() {
    values.open();
  }

  void close() {
    values.close();
  }

  void element(double value) {
    values.element();
    faults.countValues(1);
    float stored = (float) value;
    TensorField field = field(input);
    if (broken) {
      // One violation a tensor: an image of wrong bytes is one fault, not ten thousand.
      stored = 0;
    } else if (!Float.isFinite(stored)) {
      reject(Rule.FINITE, "holds a value that is not a finite float32", null);
    } else if (value != Math.rint(value) && field.datatype().isWhole()) {
      reject(Rule.TYPE, "holds " + value + " where a whole number belongs", "integer");
    } else if (value != stored && field.datatype().isWhole()) {
      reject(Rule.TYPE, "holds " + value + ", a whole number that float32 cannot hold", "integer");
    } else if (value < field.minimum() || value > field.maximum()) {
      reject(
          Rule.RANGE,
          "holds " + value + ", which is out of range",
          new Violation.Range(field.minimum(), field.maximum()));
    }
    blocks[input].add(stored);
  }

  void lexicalElement(String text) {
    String value = text.strip();
    Double number = value.length() > MAX_NUMERAL ? null : Numerals.parse(value);
    if (number != null) {
      element(number);
    } else {
      wrongElement(value.isEmpty() ? "nothing" : "'" + Names.shown(value) + "'");
    }
  }

  void wrongElement(String sent) {
    values.element();
    faults.countValues(1);
    if (!broken) {
      reject(Rule.TYPE, "holds " + sent + " where a number belongs", "number");
    }
    blocks[input].add(0);
  }

  void end() {
    TensorField field = field(input);
    int[] batch = shapes[input];
    if (batch != null && values.isNestedLike(batch)) {
      cut();
      return;
    }
    int[] shape = values.resolve(field.shape());
    if (shape == null) {
      String wanted = Shapes.show(Shapes.toArray(field.shape()));
      faults.reject(
          field,
          Rule.SHAPE,
          "must have the shape %s, nested or flat, not %s".formatted(wanted, values.sent()),
          wanted);
    } else if (batch == null) {
      shapes[input] = shape;
    } else if (!Arrays.equals(batch, shape)) {
      faults.reject(
          field,
          Rule.SHAPE,
          "all instances of a request must have one shape; the first has " + Shapes.show(batch),
          null);
    }
    cut();
  }

  private void cut() {
    if (!faults.violations().isEmpty()) {
      // The request is lost, only its remaining faults matter: give the memory back.
      blocks[input].truncate(start);
    }
  }

  /** What was read; the memory is theirs from now on. */
  Instances instances() {
    Tensor[] tensors = new Tensor[blocks.length];
    for (int i = 0; i < blocks.length; i++) {
      tensors[i] = Tensor.owning(blocks[i].values(), batchShape(shapes[i]));
    }
    return new Instances(faults.row(), List.of(tensors), Map.of(), blocks);
  }

  void release() {
    for (FloatBlock block : blocks) {
      block.close();
    }
  }

  private TensorField field(int index) {
    return (TensorField) fields.get(index);
  }

  private int[] batchShape(int @Nullable [] row) {
    if (row == null) {
      throw new IllegalStateException("a tensor without values passed the checks");
    }
    int[] shape = new int[row.length + 1];
    shape[0] = faults.row();
    System.arraycopy(row, 0, shape, 1, row.length);
    return shape;
  }

  private void reject(Rule rule, String detail, @Nullable Object allowed) {
    broken = true;
    faults.reject(fields.get(input), rule, detail, allowed);
  }
}
