package io.sluice.runtime;

import io.sluice.metrics.QueueMetrics;
import io.sluice.model.Deadline;
import io.sluice.model.Digest;
import io.sluice.model.InputField;
import io.sluice.model.InstanceSource;
import io.sluice.model.Instances;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelId;
import io.sluice.model.ModelSignature;
import io.sluice.model.OverloadException;
import io.sluice.model.Prediction;
import io.sluice.model.Predictor;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import io.sluice.model.TimeSource;
import io.sluice.model.Violation;
import io.sluice.model.Violations;
import io.sluice.runtime.batch.BatchLimits;
import io.sluice.runtime.batch.Batcher;
import io.sluice.runtime.batch.WaitingRoom;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Serves one version through its engine. Requests that come while it computes are computed together
 * afterwards, as {@link Batcher} has it, or refused.
 */
public final class EnginePredictor implements Predictor {
  private final ModelId id;
  private final Digest digest;
  private final ModelSignature signature;
  private final Duration longest;
  private final TimeSource time;
  private final Batcher batcher;

  /**
   * Serves an engine.
   *
   * @param signature fits the engine
   * @param limits what it may be burdened with
   * @param longest how long a caller waits that does not say so
   * @param metrics told of every batch, wait and refusal
   * @param room that all versions share
   */
  public EnginePredictor(
      ModelId id,
      Digest digest,
      ModelSignature signature,
      Engine engine,
      BatchLimits limits,
      Duration longest,
      QueueMetrics metrics,
      WaitingRoom room,
      TimeSource time) {
    this.id = id;
    this.digest = digest;
    this.signature = signature;
    this.longest = longest;
    this.time = time;
    this.batcher = new Batcher(id, engine::infer, engine.lanes(), limits, metrics, room, time);
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public Prediction predict(InstanceSource source, Deadline deadline) {
    Deadline until = deadline.isNone() ? Deadline.after(longest, time) : deadline;
    batcher.admit(until);
    // Once the batcher has returned or thrown, nobody reads the inputs: an answer shares no memory
    // with them, who waits in line for it is out of the line, and who computes it is done.
    try (Instances instances = source.read(signature)) {
      List<Tensor> outputs = infer(instances.inputs(), source.deadline(until));
      return new Prediction(id, digest, signature, instances.rows(), outputs, instances.labels());
    }
  }

  @Override
  public OptionalLong computingSince() {
    return batcher.computingSince();
  }

  private List<Tensor> infer(List<Tensor> inputs, Deadline deadline) {
    try {
      return batcher.infer(inputs, deadline);
    } catch (OverloadException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  /** Where lengths are free the network alone knows which are too short for it. */
  private ServingException failure(RuntimeException cause) {
    boolean free =
        signature.inputs().stream()
            .anyMatch(
                input ->
                    input instanceof InputField.TensorField tensor
                        && !Shapes.isFixed(tensor.shape()));
    if (!free) {
      return new ServingException(
          Kind.PREDICTION_FAILED, "the model could not compute these instances", cause);
    }
    Violations violations = new Violations(1);
    violations.add(
        "/instances", Violation.Rule.SHAPE, "the model cannot take tensors of this length", null);
    InvalidInstancesException invalid = violations.toException(Kind.INVALID_INSTANCES);
    invalid.initCause(cause);
    return invalid;
  }
}
