package io.sluice.deployment;

import io.sluice.model.InputField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.OutputField.TensorOutput;
import io.sluice.model.Shapes;
import io.sluice.model.TensorSpec;
import io.sluice.runtime.NetworkProbe.Findings;
import java.util.ArrayList;
import java.util.List;

/** Holds what a descriptor says against what the network is; all differences are told at once. */
final class SignatureBinding {
  private final ModelDescriptor descriptor;
  private final List<String> problems = new ArrayList<>();

  SignatureBinding(ModelDescriptor descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * The network's inputs under the shapes that the descriptor states.
   *
   * @throws VersionRejectedException if they contradict the network
   */
  List<TensorSpec> inputs(List<TensorSpec> network) throws VersionRejectedException {
    List<InputField> fields = descriptor.inputs();
    if (!(fields.get(0) instanceof TensorField)) {
      checkFeatures(network);
      return done(network);
    }
    List<TensorSpec> bound = new ArrayList<>();
    if (fields.size() != network.size()) {
      problems.add(
          "it has %d tensor inputs, the network %d".formatted(fields.size(), network.size()));
      return done(network);
    }
    for (int i = 0; i < fields.size(); i++) {
      TensorField field = (TensorField) fields.get(i);
      TensorSpec spec = network.get(i);
      if (!spec.shape().isEmpty() && !compatible(spec.shape(), field.shape())) {
        problems.add(
            "the input '%s' has the shape %s, the network takes %s"
                .formatted(field.name(), field.shape(), spec.shape()));
      }
      if (!agree(field.layout(), spec.layout())) {
        problems.add(
            "the input '%s' has the layout %s, the network %s"
                .formatted(field.name(), field.layout(), spec.layout()));
      }
      bound.add(new TensorSpec(spec.name(), spec.datatype(), field.shape(), spec.layout(), false));
    }
    return done(bound);
  }

  /**
   * The signature, once the network was run; layouts that the descriptor leaves out are the
   * network's.
   *
   * @throws VersionRejectedException if they contradict the descriptor
   */
  ModelSignature signature(Findings findings) throws VersionRejectedException {
    List<TensorSpec> network = findings.outputs();
    List<OutputField> fields = descriptor.outputs();
    if (fields.size() != network.size()) {
      problems.add("it has %d outputs, the network %d".formatted(fields.size(), network.size()));
    } else {
      for (int i = 0; i < fields.size(); i++) {
        checkOutput(fields.get(i), network.get(i));
      }
    }
    List<InputField> inputs = withLayouts(findings.inputs());
    boolean features = !(inputs.get(0) instanceof TensorField);
    String row = features ? findings.inputs().get(0).name() : null;
    return done(new ModelSignature(descriptor.task(), inputs, fields, row));
  }

  private List<InputField> withLayouts(List<TensorSpec> network) {
    List<InputField> inputs = new ArrayList<>(descriptor.inputs());
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i) instanceof TensorField tensor && tensor.layout().isEmpty()) {
        inputs.set(i, tensor.withLayout(network.get(i).layout()));
      }
    }
    return inputs;
  }

  private static boolean agree(String stated, String told) {
    return stated.isEmpty() || told.isEmpty() || stated.equals(told);
  }

  private void checkFeatures(List<TensorSpec> network) {
    int columns = descriptor.inputs().stream().mapToInt(InputField::columns).sum();
    if (network.size() != 1) {
      problems.add(
          "its inputs are features, but the network has %d inputs: state tensors"
              .formatted(network.size()));
    } else if (!network.get(0).shape().equals(List.of(columns))) {
      problems.add(
          "its features make %d columns, the network takes the shape %s"
              .formatted(columns, network.get(0).shape()));
    }
  }

  private void checkOutput(OutputField field, TensorSpec spec) {
    List<Integer> shape = spec.shape();
    if (field instanceof TensorOutput tensor) {
      if (!compatible(shape, tensor.shape())) {
        problems.add(differs(field, "has the shape " + tensor.shape(), shape));
      }
      return;
    }
    int width = shape.size() == 1 ? shape.get(0) : 0;
    if (field instanceof ClassOutput classes) {
      int labels = classes.labels().size();
      if (labels != width && !(labels == 2 && width == 1)) {
        problems.add(differs(field, "has %d labels".formatted(labels), shape));
      }
    } else if (field instanceof QuantityOutput quantity && quantity.quantities().size() != width) {
      problems.add(
          differs(field, "has %d quantities".formatted(quantity.quantities().size()), shape));
    }
  }

  private static String differs(OutputField field, String has, List<Integer> shape) {
    return "the output '%s' %s, the network gives the shape %s".formatted(field.name(), has, shape);
  }

  private static boolean compatible(List<Integer> open, List<Integer> stated) {
    return Shapes.matches(open, Shapes.toArray(stated));
  }

  private <T> T done(T result) throws VersionRejectedException {
    if (!problems.isEmpty()) {
      throw new VersionRejectedException("model.json: " + String.join("; ", problems));
    }
    return result;
  }
}
