package io.sluice.openinference;

import io.sluice.codec.BinaryTensors;
import io.sluice.codec.BodyBytes;
import io.sluice.codec.NamedTensor;
import io.sluice.codec.TensorInstances;
import io.sluice.codec.TensorPort;
import io.sluice.codec.TensorType;
import io.sluice.model.Deadline;
import io.sluice.model.InstanceLimits;
import io.sluice.model.InstanceSource;
import io.sluice.model.Instances;
import io.sluice.model.ModelSignature;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Shapes;
import io.sluice.model.TimeSource;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request for an inference as instances: decoded once the version that answers is chosen. */
final class InferSource implements InstanceSource {
  private static final long LONGEST_MICROS = 600_000_000;
  private static final int LENGTH = 4;

  private final InferBody body;
  private final InstanceLimits limits;
  private @Nullable Wish wish;

  /**
   * What is wanted of the answer.
   *
   * @param id to be given back; null without one
   * @param outputs null for all
   * @param binary whether outputs that say nothing else are wanted as bytes
   * @param timeoutMicros 0 without one
   */
  record Wish(
      @Nullable String id,
      @Nullable List<RequestedOutput> outputs,
      boolean binary,
      long timeoutMicros) {}

  InferSource(InferBody body, InstanceLimits limits) {
    this.body = body;
    this.limits = limits;
  }

  /** What the request wants of its answer, after it was read. */
  Wish wish() {
    return Objects.requireNonNull(wish, "not read");
  }

  @Override
  public Instances read(ModelSignature signature) {
    try (BodyBytes bytes = body.read();
        InferRequest request = body.isRaw() ? raw(signature, bytes) : request(bytes)) {
      wish = new Wish(request.id(), request.outputs(), request.binary(), request.timeoutMicros());
      // Before anything is computed: an answer that cannot be given is not worth it.
      AnswerPlan.check(signature, wish, limits);
      return TensorInstances.read(signature, limits, request.inputs());
    }
  }

  @Override
  public Deadline deadline(Deadline outer) {
    long micros = Math.min(LONGEST_MICROS, wish == null ? 0 : wish.timeoutMicros());
    if (micros == 0) {
      return outer;
    }
    Duration wait = Duration.ofNanos(1000 * micros);
    boolean sooner = outer.remaining(TimeSource.SYSTEM.nanoTime()) < wait.toNanos();
    return sooner ? outer : Deadline.after(wait, TimeSource.SYSTEM);
  }

  private InferRequest request(BodyBytes bytes) {
    int jsonEnd = body.jsonEnd(bytes);
    byte behind = bytes.bytes()[jsonEnd];
    try (InferReader reader = new InferReader(bytes.bytes(), jsonEnd, bytes.length(), limits)) {
      return reader.read(behind);
    }
  }

  /** The whole body is the only input's tensor, of one instance. */
  private InferRequest raw(ModelSignature signature, BodyBytes bytes) {
    Violations faults = new Violations(limits.maxErrors());
    TensorPort port = VersionForm.only(signature);
    NamedTensor tensor = null;
    if (port == null) {
      faults.add("", Rule.SHAPE, "a bare tensor is for models of one input", null);
    } else {
      tensor = raw(port, bytes, faults);
    }
    if (tensor == null) {
      throw faults.toException(Kind.INVALID_INSTANCES);
    }
    return new InferRequest(null, List.of(tensor), null, true, 0);
  }

  private @Nullable NamedTensor raw(TensorPort port, BodyBytes bytes, Violations faults) {
    int length = bytes.length();
    int[] shape = Shapes.toArray(port.shape());
    shape[0] = 1;
    if (port.type() == TensorType.BYTES) {
      if (Shapes.size(shape) != 1 || length < LENGTH) {
        faults.add("", Rule.SHAPE, "a bare tensor of BYTES has one element", null);
        return null;
      }
    } else if (!fill(shape, length / port.type().bytes())) {
      faults.add(
          "",
          Rule.SHAPE,
          "%,d bytes are no one instance of %s %s"
              .formatted(length, port.type(), Shapes.show(Shapes.toArray(port.shape()))),
          null);
      return null;
    }
    return BinaryTensors.read(
        port.name(), "", port.type(), shape, ByteBuffer.wrap(bytes.bytes(), 0, length), faults);
  }

  /** Finds the length of the one axis that may vary; false if there are more, or none fits. */
  private boolean fill(int[] shape, int count) {
    int variable = -1;
    long known = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] != Shapes.VARIABLE) {
        known *= shape[axis];
      } else if (variable < 0) {
        variable = axis;
      } else {
        return false;
      }
    }
    if (count > limits.maxValues() || known == 0 || known > limits.maxValues()) {
      return false;
    }
    if (variable >= 0) {
      shape[variable] = (int) (count / known);
      return shape[variable] > 0 && count % known == 0;
    }
    return known == count;
  }
}
