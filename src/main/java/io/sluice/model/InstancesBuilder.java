package io.sluice.model;

import io.sluice.model.InputField.TextField;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation.Rule;
import java.util.BitSet;
import java.util.List;
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
 *
 * <p>The memory that it reads into belongs to the {@link Instances} once they are built; closing a
 * builder that came to none gives it back.
 */
public final class InstancesBuilder implements AutoCloseable {
  private final ModelSignature signature;
  private final InstanceLimits limits;
  private final InstanceFaults faults;
  private final @Nullable FeatureRows features;
  private final @Nullable TensorInputs tensors;
  private final BitSet named = new BitSet();
  private final BitSet given = new BitSet();
  private boolean built;

  /**
   * @param signature of the version that will answer
   * @param limits what one request may hold
   */
  public InstancesBuilder(ModelSignature signature, InstanceLimits limits) {
    this.signature = signature;
    this.limits = limits;
    this.faults = new InstanceFaults(limits);
    boolean takesTensors = signature.takesTensors();
    this.features =
        takesTensors ? null : new FeatureRows(signature, limits.maxStringLength(), faults);
    this.tensors = takesTensors ? new TensorInputs(signature, faults) : null;
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
    faults.countInstance();
    named.clear();
    given.clear();
    if (features != null) {
      features.begin();
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
    if (faults.violations().isFull()) {
      faults.violations().count();
    } else if (input < 0) {
      faults.rejectField(
          name,
          Rule.UNKNOWN,
          "the model has no input '" + Names.shown(name) + "'",
          signature.inputNames());
    } else {
      faults.rejectField(name, Rule.DUPLICATE, "'" + name + "' comes twice", null);
    }
    return -1;
  }

  /** A number for a feature, as JSON has it. */
  public void number(int input, double value) {
    features().number(input, value);
  }

  /** A string for a feature, as JSON has it. */
  public void string(int input, String value) {
    features().string(input, value);
  }

  /** A truth value for a feature, as JSON has it. */
  public void bool(int input, boolean value) {
    features().bool(input, value);
  }

  /** An explicit null: the default if the field has one, else the field counts as missing. */
  public void absent(int input) {
    given.clear(input);
  }

  /** Records that a field is missing, for readers that can tell before the first instance. */
  public void missing(int input) {
    faults.missing(signature.inputs().get(input));
  }

  /** A value of a kind that the field does not take: an object, say. */
  public void wrongType(int input, String sent) {
    faults.wrongType(signature.inputs().get(input), sent);
  }

  /**
   * A feature's value as text, as CSV, XML and query strings have it. An empty text counts as
   * absent.
   */
  public void lexical(int input, String text) {
    boolean verbatim = signature.inputs().get(input) instanceof TextField;
    String value = verbatim ? text : text.strip();
    if (value.isEmpty()) {
      absent(input);
    } else {
      features().lexical(input, value);
    }
  }

  /** The values of a tensor input come next. */
  public void beginTensor(int input) {
    tensors().begin(input);
  }

  /** A bracket of a nested tensor opens. */
  public void openArray() {
    tensors().open();
  }

  /** A bracket of a nested tensor closes. */
  public void closeArray() {
    tensors().close();
  }

  /**
   * The next element of the tensor, row-major.
   *
   * @throws InvalidInstancesException if the request holds too many values
   */
  public void element(double value) {
    tensors().element(value);
  }

  /**
   * The next element of the tensor as text, as CSV, XML and query strings have it.
   *
   * @throws InvalidInstancesException if the request holds too many values
   */
  public void lexicalElement(String text) {
    tensors().lexicalElement(text);
  }

  /**
   * An element that is no number.
   *
   * @throws InvalidInstancesException if the request holds too many values
   */
  public void wrongElement(String sent) {
    tensors().wrongElement(sent);
  }

  /** The tensor's values end; brackets must be balanced, or absent for a flat list. */
  public void endTensor() {
    tensors().end();
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
    if (faults.violations().isEmpty()) {
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
    faults.violations().add(pointer, rule, detail, allowed);
  }

  /** Ends the reading at a fault of the format itself: all found so far, and this. */
  public InvalidInstancesException malformed(String pointer, Rule rule, String detail) {
    reject(pointer, rule, detail, null);
    return faults.violations().toException(Kind.MALFORMED_BODY);
  }

  /** A pointer to the present instance: {@code /instances/3}. */
  public String pointer() {
    return faults.pointer();
  }

  /**
   * The checked batch.
   *
   * @throws InvalidInstancesException if anything was recorded, or there is no instance
   */
  public Instances build() {
    Violations violations = faults.violations();
    if (faults.row() == 0 && violations.isEmpty()) {
      reject("/instances", Rule.MISSING, "a request needs at least one instance", null);
    }
    if (!violations.isEmpty()) {
      throw violations.toException(Kind.INVALID_INSTANCES);
    }
    Instances instances = features == null ? tensors().instances() : features.instances();
    built = true;
    return instances;
  }

  /** Gives the memory back, unless there are instances that have it. */
  @Override
  public void close() {
    if (built) {
      return;
    }
    if (features != null) {
      features.release();
    }
    if (tensors != null) {
      tensors.release();
    }
  }

  private void finish() {
    if (features != null) {
      features.end();
    }
    faults.nextRow();
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

  private FeatureRows features() {
    if (features == null) {
      throw new IllegalStateException("the model takes tensors");
    }
    return features;
  }

  private TensorInputs tensors() {
    if (tensors == null) {
      throw new IllegalStateException("the model takes features");
    }
    return tensors;
  }
}
