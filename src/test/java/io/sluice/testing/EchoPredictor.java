package io.sluice.testing;

import io.sluice.model.Deadline;
import io.sluice.model.Digest;
import io.sluice.model.InstanceSource;
import io.sluice.model.Instances;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ModelSignature;
import io.sluice.model.OperationName;
import io.sluice.model.Prediction;
import io.sluice.model.Predictor;
import io.sluice.model.Tensor;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A version of any signature that answers what a function makes of its inputs. */
public final class EchoPredictor implements Predictor {
  private final ModelId id;
  private final ModelSignature signature;
  private final Function<List<Tensor>, List<Tensor>> function;
  private final AtomicReference<Deadline> deadline = new AtomicReference<>(Deadline.NONE);

  /**
   * A version that answers this.
   *
   * @param function of tensors as the network would get them; what it gives shares no memory with
   *     them
   */
  public EchoPredictor(
      String model,
      int version,
      ModelSignature signature,
      Function<List<Tensor>, List<Tensor>> function) {
    this.id = FakePredictor.id(model, version);
    this.signature = signature;
    this.function = function;
  }

  /** A copy, for functions that answer what they are asked. */
  public static Tensor copy(Tensor tensor) {
    float[] values = Arrays.copyOf(tensor.values(), tensor.size());
    return Tensor.of(values, tensor.shape());
  }

  /** Puts it into service. */
  public EchoPredictor publish(ModelRegistry registry) {
    ModelDescriptor descriptor =
        new ModelDescriptor(
            id,
            "Answers what it is asked.",
            signature.task(),
            new OperationName("predict_" + id.name().value().replace('-', '_')),
            signature.inputs(),
            signature.outputs(),
            List.of(),
            Map.of());
    registry.publish(
        VersionStatus.loading(id)
            .read(digest(), 176, descriptor)
            .ready(descriptor, signature, "plan", null, 12, 3),
        this,
        () -> {});
    return this;
  }

  /** Until when the last caller waited. */
  public Deadline lastDeadline() {
    return deadline.get();
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public Prediction predict(InstanceSource source, Deadline until) {
    try (Instances instances = source.read(signature)) {
      deadline.set(source.deadline(until));
      List<Tensor> outputs = function.apply(instances.inputs());
      return new Prediction(id, digest(), signature, instances.rows(), outputs, instances.labels());
    }
  }

  private static Digest digest() {
    return new Digest("sha256:" + "a".repeat(64));
  }
}
