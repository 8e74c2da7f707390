package io.sluice.experiment;

import io.sluice.database.Database;
import io.sluice.database.Sql;
import io.sluice.evaluation.sequential.UnitMean;
import io.sluice.model.ModelId;
import io.sluice.model.ModelSignature;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionStatus;
import io.sluice.traffic.Arm;
import io.sluice.traffic.Route;
import io.sluice.traffic.StoredExperiment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reads what came true from where feedback is kept. */
final class FeedbackOutcomes implements OutcomeSource {
  // The units of an arm that are told apart; each costs some 100 bytes while means are computed.
  private static final int MOST_UNITS = 200_000;

  private final Database database;
  private final ModelRegistry registry;

  /**
   * @param registry has the signatures of the arms
   */
  FeedbackOutcomes(Database database, ModelRegistry registry) {
    this.database = database;
    this.registry = registry;
  }

  @Override
  public Map<String, UnitMean> means(StoredExperiment experiment) {
    Map<String, UnitMean> means = new HashMap<>();
    Map<String, ModelSignature> signatures = new HashMap<>();
    for (Arm arm : experiment.definition().arms()) {
      if (!arm.shadow()) {
        means.put(arm.name(), new UnitMean(MOST_UNITS));
        ModelSignature signature = signature(new ModelId(experiment.model(), arm.version()));
        if (signature != null) {
          signatures.put(arm.name(), signature);
        }
      }
    }
    database.read(
        connection -> {
          Sql.each(
              connection,
              "SELECT arm, version, unit, output, label, quantity FROM feedback"
                  + " WHERE experiment_id = ?",
              row -> add(experiment, signatures, means, row),
              experiment.id());
          return null;
        });
    return means;
  }

  private static void add(
      StoredExperiment experiment,
      Map<String, ModelSignature> signatures,
      Map<String, UnitMean> means,
      ResultSet row)
      throws SQLException {
    String arm = row.getString("arm");
    ModelSignature signature = signatures.get(arm);
    UnitMean mean = means.get(arm);
    if (signature == null || mean == null) {
      return;
    }
    double number = row.getDouble("quantity");
    Double quantity = row.wasNull() ? null : Double.valueOf(number);
    OptionalDouble score =
        Score.of(
            experiment.definition().goal().metric(),
            signature,
            floats(row.getBytes("output")),
            row.getString("label"),
            quantity);
    long unit = row.getLong("unit");
    if (score.isPresent() && unit == Route.NONE) {
      mean.add(score.getAsDouble());
    } else if (score.isPresent()) {
      mean.add(unit, score.getAsDouble());
    }
  }

  private static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private @Nullable ModelSignature signature(ModelId id) {
    return registry.snapshot().version(id).map(VersionStatus::signature).orElse(null);
  }
}
