package io.sluice.openinference;

import io.sluice.codec.FloatText;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The highest values of an output, as the extension "classification" tells them: {@code
 * value:index}, and {@code :label} where there is one; the highest first, of equals the first.
 */
final class Classification {
  private Classification() {}

  /** The elements of all rows, the same number of each. */
  static List<byte[]> highest(ModelSignature signature, AnswerPlan.Item item, Tensor values) {
    List<String> labels =
        signature.outputs().get(item.index()) instanceof ClassOutput classes
            ? classes.labels()
            : List.of();
    int size = values.rowSize();
    List<byte[]> elements = new ArrayList<>();
    for (int row = 0; row < values.rows(); row++) {
      int start = row * size;
      IntStream.range(0, size)
          .boxed()
          .sorted(Comparator.comparingDouble(index -> -values.at(start + index)))
          .limit(item.classes())
          .map(index -> element(values.at(start + index), index, labels))
          .forEach(elements::add);
    }
    return elements;
  }

  private static byte[] element(float value, int index, List<String> labels) {
    String label = index < labels.size() ? ":" + labels.get(index) : "";
    return (FloatText.of(value) + ":" + index + label).getBytes(StandardCharsets.UTF_8);
  }
}
