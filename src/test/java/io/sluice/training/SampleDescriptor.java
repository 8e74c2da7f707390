package io.sluice.training;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the {@code model.json} that lies beside a sample's archive. */
final class SampleDescriptor {

  /** Few enough to check at every load. */
  private static final int GOLDEN = 5;

  private SampleDescriptor() {}

  /**
   * The descriptor as a file holds it, with line feeds on every platform.
   *
   * @param date the day of training; nothing else in the descriptor depends on the clock
   */
  static String json(Sample sample, Dataset data, TrainedSample trained, LocalDate date)
      throws IOException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
    ObjectNode descriptor = descriptor(sample, data, trained, date);
    return new ObjectMapper().writer(printer).writeValueAsString(descriptor) + "\n";
  }

  private static ObjectNode descriptor(
      Sample sample, Dataset data, TrainedSample trained, LocalDate date) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", sample.name()).put("version", Integer.toString(Sample.VERSION));
    node.put("description", sample.description()).put("task", sample.target().task());
    node.put("operation", sample.operation());
    sample.features().forEach(feature -> node.withArray("inputs").add(feature.describe()));
    node.putArray("outputs").add(sample.target().describe());
    node.set("hyperParameters", HyperParameters.of(sample));
    HeldOutSplit split = sample.split(data);
    node.putObject("training")
        .put("dataset", data.name())
        .put("rows", data.rows().size())
        .put("sha256", data.sha256())
        .put("date", date.toString())
        .put("trainRows", split.train().size())
        .put("testRows", split.test().size())
        .put("seed", sample.seed());
    ObjectNode metrics = node.putObject("metrics");
    HeldOutFigures.of(sample, data, trained).forEach(metrics::put);
    node.set("golden", golden(sample, data, trained, split.test()));
    return node;
  }

  private static ArrayNode golden(
      Sample sample, Dataset data, TrainedSample trained, List<Integer> heldOut) {
    ArrayNode golden = JsonNodeFactory.instance.arrayNode();
    Batches batches = new Batches(sample, data);
    for (int row : spread(heldOut, data.column(sample.stratum()))) {
      ObjectNode pair = golden.addObject();
      ObjectNode instance = pair.putObject("instance");
      for (Feature feature : sample.features()) {
        List<Integer> columns = data.indexes(feature.columns());
        instance.set(feature.name(), feature.plain(data.values(row, columns)));
      }
      float[] output = trained.predict(batches.features(List.of(row)))[0];
      pair.set("prediction", sample.target().answer(output));
    }
    return golden;
  }

  /** The first held-out row of each stratum, then the second of each, until there are enough. */
  private static List<Integer> spread(List<Integer> heldOut, List<String> strata) {
    Map<String, Integer> seen = new HashMap<>();
    Map<Integer, Integer> rankOf = new HashMap<>();
    for (int row : heldOut) {
      rankOf.put(row, seen.merge(strata.get(row), 1, Integer::sum));
    }
    return heldOut.stream()
        .sorted(Comparator.<Integer>comparingInt(rankOf::get).thenComparing(row -> row))
        .limit(GOLDEN)
        .sorted()
        .toList();
  }
}
