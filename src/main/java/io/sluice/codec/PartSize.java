package io.sluice.codec;

import io.sluice.model.InputField.TensorField;
import io.sluice.model.InstanceLimits;
import io.sluice.model.ModelSignature;
import io.sluice.model.Shapes;

/**
 * How much of a long table of {@link LabelledRows} is held at once.
 *
 * @param rows of a part, at least 1
 * @param limits that a part is read under; its first wrong row ends the reading
 */
public record PartSize(int rows, InstanceLimits limits) {
  private static final int MOST_ROWS = 256;

  /** The parts of a table for a model: fewer rows where each holds many numbers. */
  public static PartSize of(ModelSignature signature) {
    InstanceLimits usual = InstanceLimits.DEFAULT;
    int valuesOfRow = values(signature);
    return new PartSize(
        Math.max(1, Math.min(MOST_ROWS, usual.maxValues() / valuesOfRow)),
        new InstanceLimits(
            MOST_ROWS,
            Math.max(usual.maxValues(), valuesOfRow),
            usual.maxDepth(),
            usual.maxStringLength(),
            1));
  }

  /** How many numbers one row holds; as many as a part may hold where that varies. */
  private static int values(ModelSignature signature) {
    if (!signature.takesTensors()) {
      return Math.max(1, signature.columns());
    }
    long values =
        signature.inputs().stream()
            .map(TensorField.class::cast)
            .mapToLong(
                tensor ->
                    Shapes.isFixed(tensor.shape())
                        ? Shapes.size(Shapes.toArray(tensor.shape()))
                        : InstanceLimits.DEFAULT.maxValues())
            .sum();
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, values));
  }
}
