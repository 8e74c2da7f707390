package io.sluice.deployment;

import io.sluice.codec.LabelledCsv;
import io.sluice.codec.LabelledRows;
import io.sluice.model.InputField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.ModelSignature;
import io.sluice.model.Prediction;
import io.sluice.model.ServingException;
import io.sluice.model.Shapes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a version for answers that are known, and tells how well it did. Runs where the version is
 * tried; of the data set only a few rows are held at a time.
 */
final class GateMeasurement {
  private static final int PART_ROWS = 256;

  private GateMeasurement() {}

  /**
   * What the data set gave.
   *
   * @param figures every figure of such a model by its name; NaN where it has no value
   * @param rows of the data set
   */
  record Measured(Map<String, Double> figures, long rows) {}

  /**
   * Measures a version.
   *
   * @param target the column of the answers; null for the one named as the output
   * @param maxRows the most rows that are read
   * @throws DataSetRejectedException at the first row that is wrong, or if there is none or one too
   *     many
   * @throws VersionRejectedException if the version fails to answer
   */
  static Measured run(LoadedVersion loaded, Path dataset, @Nullable String target, long maxRows)
      throws DataSetRejectedException, VersionRejectedException {
    ModelSignature signature = loaded.signature();
    KnownAnswers answers = KnownAnswers.of(signature, target);
    int valuesOfRow = values(signature);
    int part = Math.max(1, Math.min(PART_ROWS, InstanceLimits.DEFAULT.maxValues() / valuesOfRow));
    InstanceLimits limits =
        new InstanceLimits(
            PART_ROWS,
            Math.max(InstanceLimits.DEFAULT.maxValues(), valuesOfRow),
            InstanceLimits.DEFAULT.maxDepth(),
            InstanceLimits.DEFAULT.maxStringLength(),
            1);
    try (InputStream file = Files.newInputStream(dataset);
        LabelledCsv table = new LabelledCsv(file, signature, answers.column(), limits)) {
      long rows = 0;
      for (Optional<LabelledRows.Part> next = table.next(part);
          next.isPresent();
          next = table.next(part)) {
        rows += next.get().answers().size();
        if (rows > maxRows) {
          next.get().instances().close();
          throw new DataSetRejectedException("it has more than %,d rows".formatted(maxRows));
        }
        compare(loaded, next.get(), answers);
      }
      if (rows == 0) {
        throw new DataSetRejectedException("it has no rows");
      }
      return new Measured(answers.figures(), rows);
    } catch (ServingException e) {
      throw new DataSetRejectedException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new DataSetRejectedException("it cannot be read", e);
    }
  }

  private static void compare(LoadedVersion loaded, LabelledRows.Part part, KnownAnswers answers)
      throws DataSetRejectedException, VersionRejectedException {
    Prediction prediction = predict(loaded, part.instances());
    for (int row = 0; row < prediction.rows(); row++) {
      try {
        answers.add(prediction.outcome(row, answers.output()), part.answers().get(row));
      } catch (IllegalArgumentException e) {
        throw new DataSetRejectedException(
            "row %d, %s: %s".formatted(part.firstRow() + row, answers.column(), e.getMessage()), e);
      }
    }
  }

  private static Prediction predict(LoadedVersion loaded, Instances instances)
      throws VersionRejectedException {
    try {
      return loaded.predictor().predict(signature -> instances);
    } catch (ServingException e) {
      throw new VersionRejectedException(
          "it does not answer rows of its gate's data set: " + e.getMessage(), e);
    }
  }

  /** How many numbers one row holds; as many as a part may hold where that varies. */
  private static int values(ModelSignature signature) {
    if (!signature.takesTensors()) {
      return Math.max(1, signature.columns());
    }
    long values = 0;
    for (InputField input : signature.inputs()) {
      TensorField tensor = (TensorField) input;
      values +=
          Shapes.isFixed(tensor.shape())
              ? Shapes.size(Shapes.toArray(tensor.shape()))
              : InstanceLimits.DEFAULT.maxValues();
    }
    return (int) Math.min(Integer.MAX_VALUE, values);
  }
}
