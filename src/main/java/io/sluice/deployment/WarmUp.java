package io.sluice.deployment;

import io.sluice.model.InputField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InstanceSource;
import io.sluice.model.Instances;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelSignature;
import io.sluice.model.PlainInstances;
import io.sluice.model.Predictor;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs a version before anybody waits for it: the first runs of a network are its slowest. */
final class WarmUp {
  private static final int RUNS = 20;

  private WarmUp() {}

  /**
   * Predicts a few times.
   *
   * @throws RuntimeException if the version cannot predict
   */
  static void run(Predictor predictor, InstanceSource sample) {
    for (int i = 0; i < RUNS; i++) {
      predictor.predict(sample);
    }
  }

  /**
   * One row that a version takes: a golden instance where there is one, else zeros.
   *
   * @param length of free axes; one that the network takes
   */
  static InstanceSource sample(ModelDescriptor descriptor, int length) {
    return signature -> instances(signature, descriptor, length);
  }

  private static Instances instances(
      ModelSignature signature, ModelDescriptor descriptor, int length) {
    if (!descriptor.goldens().isEmpty()) {
      return PlainInstances.read(signature, List.of(descriptor.goldens().get(0).instance()));
    }
    List<Tensor> zeros =
        signature.takesTensors()
            ? signature.inputs().stream().map(field -> zeros(field, length)).toList()
            : List.of(Tensor.of(new float[signature.columns()], 1, signature.columns()));
    return new Instances(1, zeros, Map.of());
  }

  private static Tensor zeros(InputField field, int length) {
    IntStream row =
        ((TensorField) field)
            .shape().stream().mapToInt(axis -> axis == Shapes.VARIABLE ? length : axis);
    int[] shape = IntStream.concat(IntStream.of(1), row).toArray();
    return Tensor.of(new float[(int) Shapes.size(shape)], shape);
  }
}
