package io.sluice.openinference;

import io.sluice.codec.BinaryTensors;
import io.sluice.codec.JsonCursor;
import io.sluice.codec.JsonCursor.Value;
import io.sluice.codec.NamedTensor;
import io.sluice.codec.TensorCollector;
import io.sluice.codec.TensorType;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Names;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request for an inference: JSON, and behind it the bytes of the inputs that it says come
 * as bytes, in its order.
 */
final class InferReader implements AutoCloseable {
  private static final String SEQUENCES = "sequences of requests are not kept here";
  private static final String SHARED_MEMORY = "shared memory is not read here";

  private static final int MOST_OUTPUTS = 256;

  private final byte[] body;
  private final int end;
  private final int jsonEnd;
  private final InstanceLimits limits;
  private final Violations faults;
  private final JsonCursor json;
  private final TensorCollector collector;
  private final List<InferInput> inputs = new ArrayList<>();
  private final List<NamedTensor> tensors = new ArrayList<>();
  private @Nullable List<RequestedOutput> outputs;
  private @Nullable String id;
  private boolean hasInputs;
  private RequestParameters parameters = RequestParameters.NONE;
  private boolean complete;

  /**
   * @param body with at least one byte behind its end
   * @param jsonEnd where the JSON ends and the bytes begin
   * @param end where they end
   */
  InferReader(byte[] body, int jsonEnd, int end, InstanceLimits limits) {
    this.body = body;
    this.end = end;
    this.jsonEnd = jsonEnd;
    this.limits = limits;
    this.faults = new Violations(limits.maxErrors());
    this.json = new JsonCursor(body, 0, jsonEnd, limits.maxDepth());
    this.collector = new TensorCollector(limits);
  }

  /**
   * Reads it all.
   *
   * @throws io.sluice.model.InvalidInstancesException with every violation found
   */
  InferRequest read(byte behindJson) {
    Value kind = json.value();
    if (kind == Value.OBJECT) {
      members();
    } else {
      faults.add("", Rule.TYPE, "the body must be an object, not " + kind.words(), "object");
      json.skip();
    }
    json.end();
    if (kind == Value.OBJECT && !hasInputs) {
      faults.add("/inputs", Rule.MISSING, "'inputs' is missing", null);
    }
    body[jsonEnd] = behindJson;
    blobs();
    InferRequest request = request();
    if (!faults.isEmpty()) {
      throw faults.toException(Kind.INVALID_INSTANCES);
    }
    complete = true;
    return request;
  }

  @Override
  public void close() {
    collector.close();
    if (!complete) {
      tensors.forEach(NamedTensor::close);
      inputs.forEach(InferInput::close);
    }
  }

  private InferRequest request() {
    parameters.refuse("sequence_id", SEQUENCES, faults, 0.0, "");
    parameters.refuse("sequence_start", SEQUENCES, faults, false);
    parameters.refuse("sequence_end", SEQUENCES, faults, false);
    parameters.whole("priority", 0, faults);
    boolean binary = Boolean.TRUE.equals(parameters.truth("binary_data_output", faults));
    return new InferRequest(id, tensors, outputs, binary, parameters.whole("timeout", 0, faults));
  }

  private void members() {
    json.beginObject();
    while (json.hasMember()) {
      switch (json.name()) {
        case "id" -> id = text("/id");
        case "parameters" -> parameters = RequestParameters.read(json, "/parameters", faults);
        case "inputs" -> {
          if (hasInputs) {
            faults.add("/inputs", Rule.DUPLICATE, "'inputs' comes twice", null);
          }
          hasInputs = true;
          array("/inputs", this::input);
        }
        case "outputs" -> {
          List<RequestedOutput> wanted = new ArrayList<>();
          outputs = wanted;
          array("/outputs", pointer -> output(wanted, pointer));
        }
        default -> json.skip(); // The protocol has no rule against more.
      }
    }
  }

  private interface Element {
    void read(String pointer);
  }

  private void array(String pointer, Element element) {
    Value kind = json.value();
    if (kind != Value.ARRAY) {
      faults.add(pointer, Rule.TYPE, "must be an array, not " + kind.words(), "array");
      json.skip();
      return;
    }
    json.beginArray();
    int index = 0;
    while (json.hasElement()) {
      String place = pointer + "/" + index++;
      Value each = json.value();
      if (each == Value.OBJECT) {
        element.read(place);
      } else {
        faults.add(place, Rule.TYPE, "must be an object, not " + each.words(), "object");
        json.skip();
      }
    }
  }

  private @Nullable String text(String pointer) {
    Value kind = json.value();
    if (kind != Value.STRING) {
      faults.add(pointer, Rule.TYPE, "must be a string, not " + kind.words(), "string");
      json.skip();
      return null;
    }
    String text = json.string();
    if (text.length() > limits.maxStringLength()) {
      faults.add(
          pointer,
          Rule.TOO_LONG,
          "must have at most %,d characters".formatted(limits.maxStringLength()),
          Integer.toString(limits.maxStringLength()));
      return null;
    }
    return text;
  }

  private void input(String pointer) {
    InferInput input = new InferInput(pointer);
    inputs.add(input);
    json.beginObject();
    while (json.hasMember()) {
      switch (json.name()) {
        case "name" -> input.name = text(pointer + "/name");
        case "datatype" -> input.type(text(pointer + "/datatype"), faults);
        case "shape" -> input.shape = shape(pointer + "/shape");
        case "parameters" ->
            input.parameters = RequestParameters.read(json, pointer + "/parameters", faults);
        case "data" -> input.data(json, collector, limits, faults);
        default -> json.skip();
      }
    }
    input.parameters.refuse("shared_memory_region", SHARED_MEMORY, faults);
    input.end(collector, limits, faults);
  }

  private int @Nullable [] shape(String pointer) {
    Value kind = json.value();
    if (kind != Value.ARRAY) {
      faults.add(pointer, Rule.TYPE, "must be an array, not " + kind.words(), "array");
      json.skip();
      return null;
    }
    int[] axes = new int[limits.maxDepth()];
    int rank = 0;
    boolean right = true;
    json.beginArray();
    while (json.hasElement()) {
      if (json.value() != Value.NUMBER) {
        json.skip();
        right = false;
        continue;
      }
      double axis = json.number();
      right &= rank < axes.length && axis == Math.rint(axis) && axis >= 0 && axis < 0x1p31;
      if (right) {
        axes[rank++] = (int) axis;
      }
    }
    if (!right) {
      faults.add(
          pointer,
          Rule.TYPE,
          "must be at most %d whole numbers from 0 to 2^31-1".formatted(axes.length),
          null);
      return null;
    }
    return Arrays.copyOf(axes, rank);
  }

  private void output(List<RequestedOutput> wanted, String pointer) {
    String name = null;
    RequestParameters asked = RequestParameters.NONE;
    json.beginObject();
    while (json.hasMember()) {
      switch (json.name()) {
        case "name" -> name = text(pointer + "/name");
        case "parameters" -> asked = RequestParameters.read(json, pointer + "/parameters", faults);
        default -> json.skip();
      }
    }
    asked.refuse("shared_memory_region", SHARED_MEMORY, faults);
    int classes = (int) Math.min(asked.whole("classification", 1, faults), Integer.MAX_VALUE);
    Boolean binary = asked.truth("binary_data", faults);
    if (name == null) {
      faults.add(pointer + "/name", Rule.MISSING, "an output needs a name", null);
    } else if (wanted.size() == MOST_OUTPUTS) {
      faults.add(pointer, Rule.TOO_MANY, "there may be %d outputs".formatted(MOST_OUTPUTS), null);
    } else {
      wanted.add(new RequestedOutput(name, pointer, binary, classes));
    }
  }

  /** Reads the bytes behind the JSON, and puts all tensors into the order of the request. */
  private void blobs() {
    int at = jsonEnd;
    for (InferInput input : inputs) {
      long size = input.blob;
      if (size > end - at) {
        faults.add(
            input.pointer,
            Rule.SHAPE,
            "'%s' says it has %,d bytes behind the JSON, but %,d are left"
                .formatted(Names.shown(String.valueOf(input.name)), size, end - at),
            null);
        return;
      }
      NamedTensor tensor = input.tensor;
      TensorType type = input.type;
      if (size >= 0 && input.isSound() && type != null) {
        tensor =
            BinaryTensors.read(
                String.valueOf(input.name),
                input.pointer,
                type,
                Objects.requireNonNull(input.shape),
                ByteBuffer.wrap(body, at, (int) size),
                faults);
      }
      input.tensor = null;
      if (tensor != null) {
        tensors.add(tensor);
      }
      at += (int) Math.max(0, size);
    }
    if (at != end) {
      faults.add(
          "", Rule.SHAPE, "%,d bytes follow that belong to no input".formatted(end - at), null);
    }
  }
}
