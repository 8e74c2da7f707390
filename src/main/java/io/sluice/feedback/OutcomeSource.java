package io.sluice.feedback;

import io.sluice.database.Database;
import io.sluice.database.DatabaseException;
import io.sluice.database.Sql;
import io.sluice.evaluation.sequential.UnitMean;
import io.sluice.traffic.GoalMetric;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What the outcomes of an experiment say of its arms. Each call reads all of them. */
public final class OutcomeSource {
  // The units of an arm that are told apart; each costs some 100 bytes while means are computed.
  private static final int MOST_UNITS = 200_000;

  private final Database database;

  /** Over the outcomes in a database. */
  public OutcomeSource(Database database) {
    this.database = database;
  }

  /**
   * The metric of each arm over all outcomes that were told. An outcome that the metric makes no
   * sense of is left out: the class of an instance has no distance.
   *
   * @param experiment its number
   * @return by the names of arms, those only that have outcomes
   * @throws DatabaseException if the database is away
   */
  public Map<String, UnitMean> means(long experiment, GoalMetric metric) {
    Map<String, UnitMean> means = new HashMap<>();
    database.<Void>read(
        connection -> {
          Sql.each(
              connection,
              "SELECT " + StoredOutcome.COLUMNS + " FROM feedback WHERE experiment_id = ?",
              row -> add(means, metric, StoredOutcome.read(row)),
              experiment);
          return null;
        });
    return means;
  }

  /**
   * How many instances of each arm were remembered, so that their outcomes can be told.
   *
   * @return by the names of arms, those only that have any
   * @throws DatabaseException if the database is away
   */
  public Map<String, Long> logged(long experiment) {
    return database.read(connection -> PredictionCounts.ofExperiment(connection, experiment));
  }

  private static void add(Map<String, UnitMean> means, GoalMetric metric, StoredOutcome outcome) {
    OptionalDouble value = value(metric, outcome);
    if (value.isEmpty() || outcome.arm() == null) {
      return;
    }
    UnitMean mean = means.computeIfAbsent(outcome.arm(), arm -> new UnitMean(MOST_UNITS));
    if (outcome.unit() == 0) {
      mean.add(value.getAsDouble());
    } else {
      mean.add(outcome.unit(), value.getAsDouble());
    }
  }

  private static OptionalDouble value(GoalMetric metric, StoredOutcome outcome) {
    if (outcome.isClass() != (metric == GoalMetric.ACCURACY)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        switch (metric) {
          case ACCURACY -> outcome.isHit() ? 1 : 0;
          case MAE -> Math.abs(outcome.error());
          case MSE -> outcome.error() * outcome.error();
          case MEAN_VALUE -> outcome.quantity();
        });
  }
}
