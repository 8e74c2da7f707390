package io.sluice.evaluation.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows, and what a program in another language computed of them. */
final class ReferenceRows {
  private static final Path FOLDER = Path.of("src/test/resources/evaluation");
  private static final List<String> POSITIVES = List.of("malignant", "yes", "heads");

  private ReferenceRows() {}

  /** What the other program computed. */
  static JsonNode expected() {
    try {
      return new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> lines(String name) {
    try {
      return Files.readAllLines(FOLDER.resolve(name + ".csv"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static ClassificationTally classification(String name) {
    ClassificationTally tally = new ClassificationTally(labels(name), positive(name));
    forEachRow(name, tally::add);
    return tally;
  }

  static List<String> labels(String name) {
    List<String> header = List.of(lines(name).get(0).split(",", -1));
    return header.subList(1, header.size());
  }

  static @Nullable String positive(String name) {
    return labels(name).stream().filter(POSITIVES::contains).findFirst().orElse(null);
  }

  static void forEachRow(String name, ClassifiedRow row) {
    List<String> labels = labels(name);
    for (String line : lines(name).subList(1, lines(name).size())) {
      String[] cells = line.split(",", -1);
      float[] probabilities = new float[labels.size()];
      for (int c = 0; c < probabilities.length; c++) {
        probabilities[c] = Float.parseFloat(cells[c + 1]);
      }
      row.accept(labels.indexOf(cells[0]), probabilities);
    }
  }

  static RegressionTally regression(String name) {
    RegressionTally tally = new RegressionTally();
    for (ValuePair pair : pairs(name)) {
      tally.add(pair.actual(), pair.predicted());
    }
    return tally;
  }

  static List<ValuePair> pairs(String name) {
    return lines(name).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(cells -> new ValuePair(Double.parseDouble(cells[0]), Double.parseDouble(cells[1])))
        .toList();
  }

  /** Takes one row. */
  interface ClassifiedRow {
    void accept(int trueClass, float[] probabilities);
  }
}
