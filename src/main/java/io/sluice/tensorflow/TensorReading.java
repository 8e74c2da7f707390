package io.sluice.tensorflow;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.codec.JsonTokens;
import io.sluice.codec.NamedTensor;
import io.sluice.codec.TensorCollector;
import io.sluice.codec.TensorInstances;
import io.sluice.codec.TensorPort;
import io.sluice.codec.TensorType;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.ModelSignature;
import io.sluice.model.Names;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads whole tensors from nested arrays of numbers, truth values, texts and {@code {"b64":"..."}},
 * and keeps them until the request is read.
 */
final class TensorReading implements AutoCloseable {
  private final JsonTokens tokens;
  private final ModelSignature signature;
  private final InstanceLimits limits;
  private final Violations faults;
  private final TensorCollector collector;
  private final List<NamedTensor> tensors = new ArrayList<>();
  private boolean used;

  /**
   * @param faults takes what is wrong with tensors by themselves
   */
  TensorReading(
      JsonTokens tokens, ModelSignature signature, InstanceLimits limits, Violations faults) {
    this.tokens = tokens;
    this.signature = signature;
    this.limits = limits;
    this.faults = faults;
    this.collector = new TensorCollector(limits);
  }

  /** Whether any tensor was begun. */
  boolean isUsed() {
    return used;
  }

  /** Whether an input was read already. */
  boolean holds(String name) {
    return tensors.stream().anyMatch(tensor -> tensor.name().equals(name));
  }

  /** Begins a tensor, as an array whose bracket is open. */
  void open(TensorPort port) {
    used = true;
    collector.begin(type(port), 0);
    collector.open();
  }

  /** Ends the tensor that was begun: its array closes. */
  void shut(TensorPort port, String pointer) {
    collector.shut();
    int[] shape = collector.nested();
    if (shape == null) {
      String detail = "'" + Names.shown(port.name()) + "' is a ragged array";
      faults.add(pointer, Rule.SHAPE, detail, null);
      return;
    }
    NamedTensor tensor = collector.tensor(port.name(), pointer, type(port), shape, faults);
    if (tensor != null) {
      tensors.add(tensor);
    }
  }

  /** A whole tensor; a bare value is a batch of one. */
  void whole(TensorPort port, String pointer, JsonToken start) {
    open(port);
    if (start == JsonToken.START_ARRAY) {
      rest(tokens.next());
    } else {
      element(start);
    }
    shut(port, pointer);
  }

  /** The elements of an open array, the first of which came last, and its end. */
  void rest(JsonToken first) {
    for (JsonToken next = first; next != JsonToken.END_ARRAY; next = tokens.next()) {
      element(next);
    }
  }

  /** An element of an open array: a value, or an array of more. */
  void element(JsonToken token) {
    switch (token) {
      case START_ARRAY -> {
        collector.open();
        rest(tokens.next());
        collector.shut();
      }
      case START_OBJECT -> bytes(tokens.next());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> collector.number(tokens.number());
      case VALUE_TRUE -> collector.bool(true);
      case VALUE_FALSE -> collector.bool(false);
      case VALUE_STRING -> collector.text(tokens.text());
      default -> collector.wrong(JsonTokens.kind(token));
    }
  }

  /**
   * The rest of an object, which must stand for bytes.
   *
   * @param first the token behind its bracket, which came last: its first name, or its end
   */
  void bytes(JsonToken first) {
    byte[] bytes = Base64Text.bytes(tokens, first);
    if (bytes != null) {
      collector.bytes(bytes);
    } else {
      collector.wrong("an object that is no base64 of bytes");
    }
  }

  /**
   * The instances that the tensors make.
   *
   * @throws io.sluice.model.InvalidInstancesException if they do not fit the model
   */
  Instances instances() {
    return TensorInstances.read(signature, limits, tensors);
  }

  @Override
  public void close() {
    collector.close();
    tensors.forEach(NamedTensor::close);
  }

  /** A feature's bounds are doubles, so its values are held against them as such. */
  private TensorType type(TensorPort port) {
    boolean isFeature = signature.indexOf(port.name()) >= 0 && !signature.takesTensors();
    return isFeature && port.type() == TensorType.FP32 ? TensorType.FP64 : port.type();
  }
}
