package io.sluice.deployment;

import io.sluice.codec.LabelledCsv;
import io.sluice.codec.LabelledRows;
import io.sluice.codec.PartSize;
import io.sluice.evaluation.AnswerColumn;
import io.sluice.evaluation.Scores;
import io.sluice.evaluation.figures.Figure;
import io.sluice.evaluation.figures.Figures;
import io.sluice.model.Instances;
import io.sluice.model.ModelSignature;
import io.sluice.model.Prediction;
import io.sluice.model.ServingException;
import io.sluice.model.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks a version for answers that are known, and tells how well it did. Runs where the version is
 * tried; of the data set only a few rows are held at a time.
 */
final class GateMeasurement {
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
    AnswerColumn column =
        AnswerColumn.of(signature, target).orElseThrow(() -> unanswerable(target));
    Scores scores = Scores.ofOne(column);
    PartSize size = PartSize.of(signature);
    try (InputStream file = Files.newInputStream(dataset);
        LabelledCsv table = new LabelledCsv(file, signature, column.column(), size.limits())) {
      long rows = 0;
      for (Optional<LabelledRows.Part> next = table.next(size.rows());
          next.isPresent();
          next = table.next(size.rows())) {
        rows += next.get().answers().size();
        if (rows > maxRows) {
          next.get().instances().close();
          throw new DataSetRejectedException("it has more than %,d rows".formatted(maxRows));
        }
        compare(loaded, next.get(), column, scores);
      }
      if (rows == 0) {
        throw new DataSetRejectedException("it has no rows");
      }
      return new Measured(figures(column, scores), rows);
    } catch (ServingException e) {
      throw new DataSetRejectedException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new DataSetRejectedException("it cannot be read", e);
    }
  }

  private static DataSetRejectedException unanswerable(@Nullable String target) {
    return new DataSetRejectedException(
        target == null
            ? "the model has several outputs, or none with classes or quantities: its gate must name"
                + " a target"
            : "the model has no output '%s' with classes or quantities".formatted(target));
  }

  /** Every figure of such a model by its name; NaN where the rows give it no value. */
  private static Map<String, Double> figures(AnswerColumn column, Scores scores) {
    Task task = column.classes() == null ? Task.REGRESSION : Task.CLASSIFICATION;
    Figures figures = scores.figures();
    Map<String, Double> named = new HashMap<>();
    Stream.of(Figure.values())
        .filter(figure -> figure.task() == task)
        .forEach(figure -> named.put(figure.wireName(), figures.value(figure).orElse(Double.NaN)));
    return named;
  }

  private static void compare(
      LoadedVersion loaded, LabelledRows.Part part, AnswerColumn column, Scores scores)
      throws DataSetRejectedException, VersionRejectedException {
    Prediction prediction = predict(loaded, part.instances());
    for (int row = 0; row < prediction.rows(); row++) {
      try {
        scores.add(List.of(prediction.outcome(row, column.output())), part.answers().get(row));
      } catch (IllegalArgumentException e) {
        throw new DataSetRejectedException(
            "row %d, %s: %s".formatted(part.firstRow() + row, column.column(), e.getMessage()), e);
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
}
