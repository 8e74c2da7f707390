package io.sluice.traffic;

import io.sluice.model.InputField.TextField;
import io.sluice.model.Instances;
import io.sluice.model.ModelSignature;
import io.sluice.model.Tensor;

/** The value of one field of the first instance, as a key that requests are assigned by. */
public final class FieldKey {
  private FieldKey() {}

  /** Whether requests to a model can be assigned by a field: it takes features, and this is one. */
  public static boolean fits(ModelSignature signature, String field) {
    return !signature.takesTensors() && signature.indexOf(field) >= 0;
  }

  /**
   * The key of a batch: a text as it is, any other value as the network gets it.
   *
   * @param signature that the instances were read against; {@link #fits} it
   */
  static String of(ModelSignature signature, String field, Instances instances) {
    int input = signature.indexOf(field);
    if (signature.inputs().get(input) instanceof TextField text) {
      return instances.labels().get(text.name()).get(0);
    }
    Tensor row = instances.inputs().get(0);
    int from = signature.columnOffset(input);
    int to =
        input + 1 < signature.inputs().size()
            ? signature.columnOffset(input + 1)
            : signature.columns();
    StringBuilder key = new StringBuilder();
    for (int column = from; column < to; column++) {
      key.append(row.at(column)).append(' ');
    }
    return key.toString();
  }
}
