package io.sluice.model;

import io.sluice.model.InputField.TensorField;
import io.sluice.model.Violation.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the tensors of instances and gathers them, one block for each input of the network. */
final class TensorInputs {
  // No double needs more than 767 digits to be told from its neighbours.
  private static final int MAX_NUMERAL = 1024;
  private static final int SOME = 64;
  private static final int MANY = 1 << 16;

  private final List<TensorField> fields = new ArrayList<>();
  private final InstanceFaults faults;
  private final FloatBlock[] blocks;
  private final int @Nullable [][] shapes;
  private final TensorValues values = new TensorValues();
  private int input;
  private int start;
  private boolean broken;

  TensorInputs(ModelSignature signature, InstanceFaults faults) {
    this.faults = faults;
    signature.inputs().forEach(field -> fields.add((TensorField) field));
    this.blocks = new FloatBlock[fields.size()];
    Arrays.setAll(blocks, i -> new FloatBlock(expected(fields.get(i))));
    this.shapes = new int[fields.size()][];
  }

  /** The values of one instance, so that the first is not copied while it grows; within bounds. */
  private static int expected(TensorField field) {
    if (!Shapes.isFixed(field.shape())) {
      return SOME;
    }
    long size = 1;
    for (int axis : field.shape()) {
      size *= axis;
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
    TensorField field = fields.get(input);
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
    TensorField field = fields.get(input);
    int[] shape = values.resolve(field.shape());
    int[] batch = shapes[input];
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
    if (!faults.violations().isEmpty()) {
      // The request is lost, only its remaining faults matter: give the memory back.
      blocks[input].truncate(start);
    }
  }

  List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>(blocks.length);
    for (int i = 0; i < blocks.length; i++) {
      tensors.add(Tensor.of(blocks[i].values(), batchShape(shapes[i])));
    }
    return tensors;
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
