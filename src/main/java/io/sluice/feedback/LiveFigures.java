package io.sluice.feedback;

import static io.sluice.codec.JsonTree.object;

import io.sluice.codec.JsonTree;
import io.sluice.database.Database;
import io.sluice.database.DatabaseException;
import io.sluice.database.Sql;
import io.sluice.evaluation.figures.TallyOptions;
import io.sluice.model.ModelId;
import io.sluice.model.OutputField;
import io.sluice.model.TimeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How good versions are, by the outcomes that were told. */
final class LiveFigures {
  private static final int MOST_HELD = 100;
  // 4 million probabilities, 16 MB: with more rows, figures that need a ranking are absent.
  private static final TallyOptions WHOLE = new TallyOptions(1L << 22, 10);
  private static final TallyOptions ARM = TallyOptions.CONSTANT_MEMORY;

  private final Database database;
  private final TimeSource time;
  private final Recent<Asked, byte[]> recent;

  private record Asked(ModelId version, LiveWindow window, OutputField output) {}

  LiveFigures(Database database, TimeSource time) {
    this.database = database;
    this.time = time;
    this.recent = new Recent<>(MOST_HELD, time);
  }

  /**
   * The figures of a window as JSON, made now or lately.
   *
   * @param output the version's first, which outcomes are about
   * @throws DatabaseException if the database is away
   */
  byte[] of(ModelId version, LiveWindow window, OutputField output) {
    return recent.get(new Asked(version, window, output), this::make);
  }

  private byte[] make(Asked asked) {
    return JsonTree.bytes(database.read(connection -> tree(connection, asked)));
  }

  private Map<String, Object> tree(Connection connection, Asked asked) throws SQLException {
    ModelId version = asked.version();
    Instant start = asked.window().start(time.now());
    SortedMap<String, Long> predictions =
        new TreeMap<>(PredictionCounts.ofVersion(connection, version, start.toEpochMilli()));
    OutcomeTally whole = new OutcomeTally(asked.output(), WHOLE);
    Map<String, OutcomeTally> arms = new TreeMap<>();
    Sql.each(
        connection,
        "SELECT "
            + StoredOutcome.COLUMNS
            + " FROM feedback WHERE model = ? AND version = ? AND predicted_at >= ?",
        row -> {
          StoredOutcome outcome = StoredOutcome.read(row);
          whole.add(outcome);
          if (outcome.arm() != null) {
            arms.computeIfAbsent(outcome.arm(), arm -> new OutcomeTally(asked.output(), ARM))
                .add(outcome);
          }
        },
        version.name().value(),
        version.version().number(),
        start);
    arms.keySet().forEach(arm -> predictions.putIfAbsent(arm, 0L));
    long all = predictions.values().stream().mapToLong(Long::longValue).sum();
    predictions.remove("");
    List<Map<String, Object>> byArm =
        predictions.entrySet().stream()
            .map(one -> arm(one.getKey(), one.getValue(), arms.get(one.getKey())))
            .toList();
    return object(
        "model", version.name().value(),
        "version", version.version().toString(),
        "window", asked.window().wireName(),
        "predictions", all,
        "labels", whole.labels(),
        "coverage", coverage(whole.labels(), all),
        "report", whole.labels() == 0 ? null : whole.report(),
        "arms", byArm);
  }

  private static Map<String, Object> arm(
      String name, long predictions, @Nullable OutcomeTally tally) {
    long labels = tally == null ? 0 : tally.labels();
    return object(
        "arm", name,
        "predictions", predictions,
        "labels", labels,
        "coverage", coverage(labels, predictions),
        "figures", tally == null ? null : tally.figures().asMap());
  }

  /** An outcome may be told before its prediction is written, and counted. */
  private static @Nullable Double coverage(long labels, long predictions) {
    return predictions == 0 ? null : (Double) Math.min(1.0, (double) labels / predictions);
  }
}
