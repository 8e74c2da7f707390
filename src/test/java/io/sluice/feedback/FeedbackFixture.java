package io.sluice.feedback;

import io.sluice.model.FieldInfo;
import io.sluice.model.InputField;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelSignature;
import io.sluice.model.ModelVersion;
import io.sluice.model.OperationName;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.Quantity;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.PredictionId;
import io.sluice.model.Task;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionStatus;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Predictions of two models, {@code iris} (three classes) and {@code salary} (a quantity). */
final class FeedbackFixture {
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  static final ModelId IRIS = new ModelId(new ModelName("iris"), new ModelVersion(1));
  static final ModelId IRIS_2 = new ModelId(new ModelName("iris"), new ModelVersion(2));
  static final ModelId SALARY = new ModelId(new ModelName("salary"), new ModelVersion(3));
  static final List<String> LABELS = List.of("setosa", "versicolor", "virginica");
  static final RememberedModel REMEMBERED =
      new RememberedModel(true, 1, false, Set.of(), Duration.ofDays(30), 1000);
  private static final SecureRandom RANDOM = new SecureRandom();

  private FeedbackFixture() {}

  /** Time that stands until it is set. */
  static final class SetTime implements TimeSource {
    Instant now = NOW;
    long nanos;

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public long nanoTime() {
      return nanos;
    }
  }

  static PredictionId id(Instant at) {
    return PredictionId.make(at.toEpochMilli(), RANDOM);
  }

  /** Outside of experiments, given at {@link #NOW}. */
  static LoggedPrediction prediction(ModelId version, int rows, float... outputs) {
    return new LoggedPrediction(id(NOW), version, null, 0, 0, rows, outputs, null);
  }

  static LoggedPrediction at(Instant moment, ModelId version, float... outputs) {
    return new LoggedPrediction(id(moment), version, null, 0, 0, 1, outputs, null);
  }

  static LoggedPrediction ofArm(
      String arm, long experiment, long unit, ModelId version, float... outputs) {
    return new LoggedPrediction(id(NOW), version, arm, experiment, unit, 1, outputs, null);
  }

  static Told label(LoggedPrediction prediction, int row, @Nullable String label) {
    return new Told(prediction.id(), row, label, null);
  }

  static Told value(LoggedPrediction prediction, double value) {
    return new Told(prediction.id(), 0, null, value);
  }

  /** Knows both models. */
  static ModelRegistry registry() {
    ModelRegistry registry = new ModelRegistry(published -> {}, retired -> {});
    ClassOutput species = new ClassOutput(FieldInfo.named("species"), LABELS, null);
    registry.record(ready(IRIS, Task.CLASSIFICATION, species));
    registry.record(ready(IRIS_2, Task.CLASSIFICATION, species));
    registry.record(
        ready(
            SALARY,
            Task.REGRESSION,
            new QuantityOutput("output", List.of(new Quantity(FieldInfo.named("salary"), "USD")))));
    return registry;
  }

  private static VersionStatus ready(ModelId id, Task task, OutputField output) {
    List<InputField> inputs = List.of(new NumberField(FieldInfo.named("x"), 0, 10, "cm", null));
    ModelDescriptor descriptor =
        new ModelDescriptor(
            id,
            "",
            task,
            new OperationName("predict_" + id.name()),
            inputs,
            List.of(output),
            List.of(),
            Map.of());
    return VersionStatus.loading(id)
        .ready(descriptor, new ModelSignature(task, inputs, List.of(output)), "plan", null, 1, 1);
  }
}
