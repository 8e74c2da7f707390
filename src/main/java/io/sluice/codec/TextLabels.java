package io.sluice.codec;

import io.sluice.model.InputField;
import io.sluice.model.Prediction;
import java.util.List;
import java.util.Objects;

/** The text labels of a prediction, in the order of the signature's fields. */
final class TextLabels {
  private TextLabels() {}

  static List<String> names(Prediction prediction) {
    return prediction.signature().inputs().stream()
        .map(InputField::name)
        .filter(prediction.labels()::containsKey)
        .toList();
  }

  static String at(Prediction prediction, String name, int row) {
    return Objects.requireNonNull(prediction.labels().get(name)).get(row);
  }

  /** The name of a text field for people. */
  static String title(Prediction prediction, String name) {
    int input = prediction.signature().indexOf(name);
    return prediction.signature().inputs().get(input).info().label();
  }
}
