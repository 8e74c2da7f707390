package io.sluice.model;

import io.sluice.model.InputField.BooleanField;
import io.sluice.model.InputField.CategoryField;
import io.sluice.model.InputField.IntegerField;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks and encodes instances while they are read: the one place that knows what a right instance
 * is, whatever the format.
 *
 * <p>A reader calls {@link #begin}, then for each field of the instance one of {@link #number},
 * {@link #string}, {@link #bool}, {@link #absent} or {@link #lexical} (features), or the tensor
 * calls between {@link #beginTensor} and {@link #endTensor}, then {@link #end}; at last {@link
 * #build}. A field that breaks a rule is recorded and reading goes on, so that the caller learns of
 * every fault at once; only a limit on size ends the reading. Not for use by several threads.
 */
public final class InstancesBuilder {
  // No double needs more than 767 digits to be told from its neighbours.
  private static final int MAX_NUMERAL = 1024;

  private final ModelSignature signature;
  private final InstanceLimits limits;
  private final Violations violations;
  private final BitSet named = new BitSet();
  private final BitSet given = new BitSet();
  private final FloatBlock[] blocks;
  private final int @Nullable [][] shapes;
  private final Map<String, List<String>> labels = new LinkedHashMap<>();
  private final List<String> names;
  private final TensorValues tensor = new TensorValues();
  private int rows;
  private long values;
  private int rowStart;
  private int tensorInput;
  private int tensorStart;
  private boolean tensorBroken;

  /**
   * @param signature of the version that will answer
   * @param limits what one request may hold
   */
  public InstancesBuilder(ModelSignature signature, InstanceLimits limits) {
    this.signature = signature;
    this.limits = limits;
    this.violations = new Violations(limits.maxErrors());
    this.names = signature.inputs().stream().map(InputField::name).toList();
    int tensors = signature.takesTensors() ? signature.inputs().size() : 1;
    this.blocks = new FloatBlock[tensors];
    for (int i = 0; i < tensors; i++) {
      blocks[i] = new FloatBlock();
    }
    this.shapes = new int[tensors][];
    for (InputField field : signature.inputs()) {
      if (field instanceof TextField) {
        labels.put(field.name(), new ArrayList<>());
      }
    }
  }

  /** The limits that this builder counts against; a reader applies those on depth and strings. */
  public InstanceLimits limits() {
    return limits;
  }

  /** The signature that instances are read against. */
  public ModelSignature signature() {
    return signature;
  }

  /**
   * Begins the next instance.
   *
   * @throws InvalidInstancesException if it is one too many
   */
  public void begin() {
    if (rows == limits.maxInstances()) {
      violations.add(
          "/instances",
          Rule.TOO_MANY,
          "a request holds at most %,d instances".formatted(limits.maxInstances()),
          Integer.toString(limits.maxInstances()));
      throw violations.toException(Kind.INVALID_INSTANCES);
    }
    named.clear();
    given.clear();
    if (!signature.takesTensors()) {
      count(signature.columns());
      rowStart = blocks[0].addZeros(signature.columns());
    }
  }

  /**
   * Tells that a field of the present instance comes next.
   *
   * @param name as sent
   * @return its position in the signature, or -1 if it is unknown or came before, which is
   *     recorded: the reader then skips its value
   */
  public int field(String name) {
    int input = signature.indexOf(name);
    if (input >= 0 && !named.get(input)) {
      named.set(input);
      given.set(input);
      return input;
    }
    if (violations.isFull()) {
      violations.count();
    } else if (input < 0) {
      rejectField(name, Rule.UNKNOWN, "the model has no input '" + Names.shown(name) + "'", names);
    } else {
      rejectField(name, Rule.DUPLICATE, "'" + name + "' comes twice", null);
    }
    return -1;
  }

  /** A number for a feature, as JSON has it. */
  public void number(int input, double value) {
    InputField field = signature.inputs().get(input);
    if (field instanceof NumberField number) {
      put(input, field, value, number.minimum(), number.maximum());
    } else if (field instanceof IntegerField integer) {
      if (Double.isFinite(value) && value != Math.rint(value)) {
        reject(field, Rule.TYPE, "must be a whole number, not " + value, "integer");
      } else {
        put(input, field, value, (double) integer.minimum(), (double) integer.maximum());
      }
    } else {
      wrongType(field, "a number");
    }
  }

  /** A string for a feature, as JSON has it. */
  public void string(int input, String value) {
    InputField field = signature.inputs().get(input);
    if (value.length() > limits.maxStringLength()) {
      tooLong(field, limits.maxStringLength());
    } else if (field instanceof CategoryField category) {
      category(input, category, value);
    } else if (field instanceof TextField text) {
      text(text, value);
    } else {
      wrongType(field, "a string");
    }
  }

  /** A truth value for a feature, as JSON has it. */
  public void bool(int input, boolean value) {
    InputField field = signature.inputs().get(input);
    if (field instanceof BooleanField) {
      set(input, 0, value ? 1 : 0);
    } else {
      wrongType(field, "a boolean");
    }
  }

  /** An explicit null: the default if the field has one, else the field counts as missing. */
  public void absent(int input) {
    given.clear(input);
  }

  /** Records that a field is missing, for readers that can tell before the first instance. */
  public void missing(int input) {
    InputField field = signature.inputs().get(input);
    reject(field, Rule.MISSING, "'" + field.name() + "' is missing", null);
  }

  /** A value of a kind that no feature takes: an object, say. */
  public void wrongType(int input, String sent) {
    wrongType(signature.inputs().get(input), sent);
  }

  /**
   * A feature's value as text, as CSV, XML and query strings have it. An empty text counts as
   * absent.
   */
  public void lexical(int input, String text) {
    InputField field = signature.inputs().get(input);
    String value = field instanceof TextField ? text : text.strip();
    if (value.isEmpty()) {
      absent(input);
    } else if (value.length() > limits.maxStringLength()) {
      tooLong(field, limits.maxStringLength());
    } else if (field instanceof NumberField || field instanceof IntegerField) {
      Double number = Numerals.parse(value);
      if (number == null) {
        reject(field, Rule.TYPE, "'" + Names.shown(value) + "' is not a number", typeOf(field));
      } else {
        number(input, number);
      }
    } else if (field instanceof BooleanField) {
      if (value.equals("true") || value.equals("false")) {
        bool(input, value.equals("true"));
      } else {
        reject(
            field,
            Rule.TYPE,
            "must be true or false, not '" + Names.shown(value) + "'",
            typeOf(field));
      }
    } else {
      string(input, value);
    }
  }

  /** The values of a tensor input come next. */
  public void beginTensor(int input) {
    tensorInput = input;
    tensorStart = blocks[input].size();
    tensorBroken = false;
    tensor.reset();
  }

  /** A bracket of a nested tensor opens. */
  public void openArray() {
    tensor.open();
  }

  /** A bracket of a nested tensor closes. */
  public void closeArray() {
    tensor.close();
  }

  /**
   * The next element of the tensor, row-major.
   *
   * @throws InvalidInstancesException if the request holds too many values
   */
  public void element(double value) {
    tensor.element();
    count(1);
    float stored = (float) value;
    TensorField field = (TensorField) signature.inputs().get(tensorInput);
    if (tensorBroken) {
      // One violation a tensor: an image of wrong bytes is one fault, not ten thousand.
      stored = 0;
    } else if (!Float.isFinite(stored)) {
      elementRejected(Rule.FINITE, "holds a value that is not a finite float32", null);
    } else if (value < field.minimum() || value > field.maximum()) {
      elementRejected(
          Rule.RANGE,
          "holds " + value + ", which is out of range",
          new Violation.Range(field.minimum(), field.maximum()));
    }
    blocks[tensorInput].add(stored);
  }

  /**
   * The next element of the tensor as text, as CSV, XML and query strings have it.
   *
   * @throws InvalidInstancesException if the request holds too many values
   */
  public void lexicalElement(String text) {
    String value = text.strip();
    Double number = value.length() > MAX_NUMERAL ? null : Numerals.parse(value);
    if (number != null) {
      element(number);
    } else {
      wrongElement(value.isEmpty() ? "nothing" : "'" + Names.shown(value) + "'");
    }
  }

  /**
   * An element that is no number.
   *
   * @throws InvalidInstancesException if the request holds too many values
   */
  public void wrongElement(String sent) {
    tensor.element();
    count(1);
    if (!tensorBroken) {
      elementRejected(Rule.TYPE, "holds " + sent + " where a number belongs", "number");
    }
    blocks[tensorInput].add(0);
  }

  /** The tensor's values end; brackets must be balanced, or absent for a flat list. */
  public void endTensor() {
    TensorField field = (TensorField) signature.inputs().get(tensorInput);
    int[] shape = tensor.resolve(field.shape());
    int[] batch = shapes[tensorInput];
    if (shape == null) {
      reject(
          field,
          Rule.SHAPE,
          "must have the shape %s, nested or flat, not %s"
              .formatted(shown(field.shape()), tensor.sent()),
          shown(field.shape()));
    } else if (batch == null) {
      shapes[tensorInput] = shape;
    } else if (!Arrays.equals(batch, shape)) {
      reject(
          field,
          Rule.SHAPE,
          "all instances of a request must have one shape; the first has " + Shapes.show(batch),
          null);
    }
    if (!violations.isEmpty()) {
      // The request is lost, only its remaining faults matter: give the memory back.
      blocks[tensorInput].truncate(tensorStart);
    }
  }

  /** Ends the present instance: fields not seen take their defaults or are recorded as missing. */
  public void end() {
    List<InputField> inputs = signature.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      if (!given.get(i)) {
        fillIn(i, inputs.get(i));
      }
    }
    finish();
  }

  /**
   * Ends the present instance as lost: it was rejected as a whole, so what it lacks is no news.
   *
   * @throws IllegalStateException if nothing was rejected, since the batch would then pass
   */
  public void abandon() {
    if (violations.isEmpty()) {
      throw new IllegalStateException("an instance is abandoned without a violation");
    }
    finish();
  }

  /** Records a violation of the whole present instance. */
  public void rejectInstance(Rule rule, String detail) {
    reject(pointer(), rule, detail, null);
  }

  /** Records a violation of anything outside an instance. */
  public void reject(String pointer, Rule rule, String detail, @Nullable Object allowed) {
    violations.add(pointer, rule, detail, allowed);
  }

  /** Ends the reading at a fault of the format itself: all found so far, and this. */
  public InvalidInstancesException malformed(String pointer, Rule rule, String detail) {
    violations.add(pointer, rule, detail, null);
    return violations.toException(Kind.MALFORMED_BODY);
  }

  /** A pointer to the present instance: {@code /instances/3}. */
  public String pointer() {
    return "/instances/" + rows;
  }

  /**
   * The checked batch.
   *
   * @throws InvalidInstancesException if anything was recorded, or there is no instance
   */
  public Instances build() {
    if (rows == 0 && violations.isEmpty()) {
      violations.add("/instances", Rule.MISSING, "a request needs at least one instance", null);
    }
    if (!violations.isEmpty()) {
      throw violations.toException(Kind.INVALID_INSTANCES);
    }
    List<Tensor> tensors = new ArrayList<>(blocks.length);
    for (int i = 0; i < blocks.length; i++) {
      tensors.add(Tensor.of(blocks[i].values(), batchShape(i)));
    }
    return new Instances(rows, tensors, labels);
  }

  private void finish() {
    for (List<String> column : labels.values()) {
      if (column.size() <= rows) {
        column.add("");
      }
    }
    rows++;
  }

  private int[] batchShape(int input) {
    int[] row = signature.takesTensors() ? shapes[input] : new int[] {signature.columns()};
    if (row == null) {
      throw new IllegalStateException("a tensor without values passed the checks");
    }
    int[] shape = new int[row.length + 1];
    shape[0] = rows;
    System.arraycopy(row, 0, shape, 1, row.length);
    return shape;
  }

  private void fillIn(int input, InputField field) {
    Object value = field.defaultValue();
    if (value instanceof Number number) {
      number(input, number.doubleValue());
    } else if (value instanceof Boolean bool) {
      bool(input, bool);
    } else if (value instanceof String text) {
      string(input, text);
    } else {
      missing(input);
    }
  }

  private void put(int input, InputField field, double value, double minimum, double maximum) {
    if (!Float.isFinite((float) value)) {
      reject(field, Rule.FINITE, "must be a finite float32 number", typeOf(field));
    } else if (value < minimum || value > maximum) {
      reject(
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
      reject(
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
      tooLong(field, field.maxLength());
    } else if (!Names.isWellFormed(value)) {
      reject(field, Rule.SYNTAX, "must be Unicode text; it holds half of a character", null);
    } else {
      labels.get(field.name()).add(value);
    }
  }

  private void set(int input, int column, float value) {
    blocks[0].set(rowStart + signature.columnOffset(input) + column, value);
  }

  private void count(int more) {
    values += more;
    if (values > limits.maxValues()) {
      violations.add(
          "/instances",
          Rule.TOO_MANY,
          "a request holds at most %,d values".formatted(limits.maxValues()),
          Integer.toString(limits.maxValues()));
      throw violations.toException(Kind.INVALID_INSTANCES);
    }
  }

  private void elementRejected(Rule rule, String detail, @Nullable Object allowed) {
    tensorBroken = true;
    reject(signature.inputs().get(tensorInput), rule, detail, allowed);
  }

  private void wrongType(InputField field, String sent) {
    reject(field, Rule.TYPE, "must be %s, not %s".formatted(typeOf(field), sent), typeOf(field));
  }

  private void tooLong(InputField field, int most) {
    reject(
        field,
        Rule.TOO_LONG,
        "must have at most %,d characters".formatted(most),
        Integer.toString(most));
  }

  private void reject(InputField field, Rule rule, String detail, @Nullable Object allowed) {
    rejectField(field.name(), rule, detail, allowed);
  }

  private void rejectField(String field, Rule rule, String detail, @Nullable Object allowed) {
    String name = Violation.token(Names.shown(field));
    violations.add(pointer() + "/" + name, rule, detail, allowed);
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
    return field instanceof TensorField ? "array of numbers" : "string";
  }

  private static String shown(List<Integer> shape) {
    return Shapes.show(Shapes.toArray(shape));
  }
}
