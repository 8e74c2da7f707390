package io.sluice.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows that a sample was not trained on, as its gate would be given them: CSV in the form of
 * its predictions, the known answer in one column more.
 */
public final class HeldOutRows {
  private HeldOutRows() {}

  /**
   * The table of a sample.
   *
   * @param name the sample's name
   */
  public static String csv(String name) {
    Sample sample =
        Sample.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    Dataset data = Dataset.read(sample.dataset());
    List<String> header = new ArrayList<>();
    for (String column : data.header()) {
      header.add(column.startsWith("pixel_") ? "image_" + header.size() : column);
    }
    String rows =
        sample.split(data).test().stream()
            .map(row -> String.join(",", data.rows().get(row)))
            .collect(Collectors.joining("\n"));
    return String.join(",", header) + "\n" + rows + "\n";
  }
}
