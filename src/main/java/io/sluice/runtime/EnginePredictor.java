package io.sluice.runtime;

import io.sluice.metrics.QueueMetrics;
import io.sluice.model.Digest;
import io.sluice.model.InputField;
import io.sluice.model.InstanceSource;
import io.sluice.model.Instances;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelId;
import io.sluice.model.ModelSignature;
import io.sluice.model.Prediction;
import io.sluice.model.Predictor;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import io.sluice.model.TimeSource;
import io.sluice.model.Violation;
import io.sluice.model.Violations;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Serves one version through its engine. Requests take turns; one that waits longer than the
 * deadline is told so instead of waiting on.
 */
public final class EnginePredictor implements Predictor {
  private final ModelId id;
  private final Digest digest;
  private final ModelSignature signature;
  private final Engine engine;
  private final Duration longestWait;
  private final QueueMetrics metrics;
  private final TimeSource time;
  private final Turns turns;

  /**
   * Serves an engine.
   *
   * @param signature fits the engine
   * @param longestWait for a turn, before a request is refused as {@code OVERLOADED}
   * @param metrics told of every wait
   */
  public EnginePredictor(
      ModelId id,
      Digest digest,
      ModelSignature signature,
      Engine engine,
      Duration longestWait,
      QueueMetrics metrics,
      TimeSource time) {
    this.id = id;
    this.digest = digest;
    this.signature = signature;
    this.engine = engine;
    this.longestWait = longestWait;
    this.metrics = metrics;
    this.time = time;
    this.turns = new Turns(engine.lanes());
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public Prediction predict(InstanceSource source) {
    Instances instances = source.read(signature);
    List<Tensor> outputs = infer(instances.inputs());
    return new Prediction(id, digest, signature, instances.rows(), outputs, instances.labels());
  }

  @Override
  public OptionalLong computingSince() {
    return turns.oldest();
  }

  private List<Tensor> infer(List<Tensor> inputs) {
    int turn = takeTurn();
    try {
      return engine.infer(List.of(inputs)).get(0);
    } catch (RuntimeException e) {
      throw failure(e);
    } finally {
      turns.end(turn);
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

  private int takeTurn() {
    if (turns.isFree()) {
      return turns.begin(time.nanoTime());
    }
    metrics.queued(id);
    try {
      if (turns.isFreeWithin(longestWait)) {
        return turns.begin(time.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      metrics.dequeued(id);
    }
    throw new ServingException(Kind.OVERLOADED, "'" + id.name() + "' has too much to do");
  }
}
