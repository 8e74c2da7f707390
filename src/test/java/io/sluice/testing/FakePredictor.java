package io.sluice.testing;

import io.sluice.model.Deadline;
import io.sluice.model.Digest;
import io.sluice.model.FieldInfo;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.InstanceSource;
import io.sluice.model.Instances;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelSignature;
import io.sluice.model.ModelVersion;
import io.sluice.model.OperationName;
import io.sluice.model.OutputField.Quantity;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.Prediction;
import io.sluice.model.Predictor;
import io.sluice.model.Task;
import io.sluice.model.Tensor;
import io.sluice.registry.VersionStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A model that takes one number {@code x}, 0 to 10, and always answers the same {@code y}. */
public final class FakePredictor implements Predictor {
  private final ModelId id;
  private final float answer;

  private FakePredictor(ModelId id, float answer) {
    this.id = id;
    this.answer = answer;
  }

  /** A version of a model that always answers this. */
  public static FakePredictor constant(String model, int version, float answer) {
    return new FakePredictor(id(model, version), answer);
  }

  /** The id of a version. */
  public static ModelId id(String model, int version) {
    return new ModelId(new ModelName(model), new ModelVersion(version));
  }

  /** What a registry is told of it once it is ready; its operation is {@code predict_<model>}. */
  public VersionStatus ready() {
    return VersionStatus.loading(id)
        .read(digest(), 176, descriptor())
        .ready(descriptor(), signature(), "deeplearning4j", null, 12, 3);
  }

  @Override
  public ModelSignature signature() {
    return new ModelSignature(Task.REGRESSION, descriptor().inputs(), descriptor().outputs());
  }

  @Override
  public Prediction predict(InstanceSource source, Deadline deadline) {
    Instances instances = source.read(signature());
    float[] answers = new float[instances.rows()];
    Arrays.fill(answers, answer);
    return new Prediction(
        id,
        digest(),
        signature(),
        instances.rows(),
        List.of(Tensor.of(answers, instances.rows(), 1)),
        Map.of());
  }

  private ModelDescriptor descriptor() {
    return new ModelDescriptor(
        id,
        "Answers the same whatever it is asked.",
        Task.REGRESSION,
        new OperationName("predict_" + id.name().value().replace('-', '_')),
        List.of(new NumberField(FieldInfo.named("x"), 0, 10, "cm", null)),
        List.of(new QuantityOutput("output", List.of(new Quantity(FieldInfo.named("y"), "kg")))),
        List.of(),
        Map.of());
  }

  private static Digest digest() {
    return new Digest("sha256:" + "a".repeat(64));
  }
}
