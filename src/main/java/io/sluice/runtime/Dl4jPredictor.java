package io.sluice.runtime;

import io.sluice.metrics.QueueMetrics;
import io.sluice.model.Digest;
import io.sluice.model.InputField;
import io.sluice.model.InstanceSource;
import io.sluice.model.Instances;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelId;
import io.sluice.model.ModelSignature;
import io.sluice.model.NormalizerData;
import io.sluice.model.Prediction;
import io.sluice.model.Predictor;
import io.sluice.model.Scaling;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import io.sluice.model.TimeSource;
import io.sluice.model.Violation;
import io.sluice.model.Violations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Serves one version through DL4J itself. DL4J networks compute one batch at a time, so requests
 * take turns; one that waits longer than the deadline is told so instead of waiting on.
 */
public final class Dl4jPredictor implements Predictor {
  private final ModelId id;
  private final Digest digest;
  private final ModelSignature signature;
  private final Network network;
  private final Duration longestWait;
  private final QueueMetrics metrics;
  private final TimeSource time;
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile OptionalLong computingSince = OptionalLong.empty();

  /**
   * Serves a network.
   *
   * @param signature fits the network
   * @param longestWait for a turn, before a request is refused as {@code OVERLOADED}
   * @param metrics told of every wait
   */
  public Dl4jPredictor(
      ModelId id,
      Digest digest,
      ModelSignature signature,
      Network network,
      Duration longestWait,
      QueueMetrics metrics,
      TimeSource time) {
    this.id = id;
    this.digest = digest;
    this.signature = signature;
    this.network = network;
    this.longestWait = longestWait;
    this.metrics = metrics;
    this.time = time;
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public Prediction predict(InstanceSource source) {
    Instances instances = source.read(signature);
    NormalizerData normalizer = network.normalizer();
    List<Tensor> inputs = new ArrayList<>(instances.inputs().size());
    for (int i = 0; i < instances.inputs().size(); i++) {
      inputs.add(Scaler.normalize(instances.inputs().get(i), input(normalizer, i)));
    }
    List<Tensor> answers = infer(inputs);
    List<Tensor> outputs = new ArrayList<>(answers.size());
    for (int i = 0; i < answers.size(); i++) {
      outputs.add(Scaler.denormalize(answers.get(i), label(normalizer, i)));
    }
    return new Prediction(id, digest, signature, instances.rows(), outputs, instances.labels());
  }

  @Override
  public OptionalLong computingSince() {
    return computingSince;
  }

  private List<Tensor> infer(List<Tensor> inputs) {
    takeTurn();
    computingSince = OptionalLong.of(time.nanoTime());
    try {
      return network.infer(inputs);
    } catch (RuntimeException e) {
      throw failure(e);
    } finally {
      computingSince = OptionalLong.empty();
      turn.unlock();
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

  private void takeTurn() {
    if (turn.tryLock()) {
      return;
    }
    metrics.queued(id);
    try {
      if (turn.tryLock(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      metrics.dequeued(id);
    }
    throw new ServingException(Kind.OVERLOADED, "'" + id.name() + "' has too much to do");
  }

  private static Scaling input(@Nullable NormalizerData normalizer, int index) {
    return normalizer == null ? new Scaling.None() : normalizer.input(index);
  }

  private static Scaling label(@Nullable NormalizerData normalizer, int index) {
    return normalizer == null ? new Scaling.None() : normalizer.label(index);
  }
}
