package io.sluice.feedback;

import io.sluice.database.Database;
import io.sluice.database.DatabaseException;
import io.sluice.database.DatabaseException.Trouble;
import io.sluice.feedback.OutcomeStore.InstanceKey;
import io.sluice.feedback.OutcomeStore.Teller;
import io.sluice.feedback.OutcomeStore.Truth;
import io.sluice.feedback.Reception.Kind;
import io.sluice.model.Caller;
import io.sluice.model.ModelId;
import io.sluice.model.OutputField;
import io.sluice.model.PredictionId;
import io.sluice.model.TimeSource;
import io.sluice.model.Violation;
import io.sluice.registry.ModelRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes outcomes: what it says is kept, is in the database. */
final class FeedbackDesk {
  /** The most outcomes of one transaction. */
  static final int MOST_AT_ONCE = 500;

  private static final int TRIES = 3;
  private static final long SLOW_CLOCK_MILLIS = 60_000;

  private final PredictionQueue queue;
  private final Database database;
  private final ModelRegistry registry;
  private final TimeSource time;

  /**
   * @param queue has the predictions that are not in the database yet
   * @param registry knows what each version predicts
   */
  FeedbackDesk(PredictionQueue queue, Database database, ModelRegistry registry, TimeSource time) {
    this.queue = queue;
    this.database = database;
    this.registry = registry;
    this.time = time;
  }

  /**
   * Takes outcomes, in their order.
   *
   * @param told at most {@link #MOST_AT_ONCE}
   * @param replace whether an outcome that was told before is given up for another
   * @return what became of each
   * @throws DatabaseException if the database is away: then none of them is kept
   */
  List<Reception> tell(List<Told> told, boolean replace, Caller caller) {
    for (int attempt = 1; ; attempt++) {
      try {
        return database.transaction(
            connection -> new Batch(connection, replace, caller).tell(told));
      } catch (DatabaseException e) {
        // Somebody told the same at the same time: the next try finds it.
        if (e.trouble() != Trouble.CONFLICT || attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  /** What is done in one transaction. */
  private final class Batch {
    private final Connection connection;
    private final boolean replace;
    private final Caller caller;
    private final Map<InstanceKey, KnownOutcome> added = new LinkedHashMap<>();
    private final Map<InstanceKey, KnownOutcome> changed = new LinkedHashMap<>();
    private Map<InstanceKey, Truth> known = new HashMap<>();

    Batch(Connection connection, boolean replace, Caller caller) {
      this.connection = connection;
      this.replace = replace;
      this.caller = caller;
    }

    List<Reception> tell(List<Told> told) throws SQLException {
      Map<PredictionId, LoggedPrediction> found = find(told);
      known = OutcomeStore.find(connection, found.keySet());
      List<Reception> receptions = new ArrayList<>();
      for (Told one : told) {
        receptions.add(tell(one, found.get(one.id())));
      }
      Teller teller = new Teller(caller.name(), time.now());
      OutcomeStore.insert(connection, added.values(), teller);
      OutcomeStore.replace(connection, changed.values(), teller);
      return receptions;
    }

    private Reception tell(Told told, @Nullable LoggedPrediction prediction) {
      List<OutputField> outputs = prediction == null ? null : outputs(prediction.version());
      // Whoever may not know of a model is not told that it made this prediction.
      if (prediction == null || outputs == null || !caller.mayUse(prediction.version().name())) {
        return Reception.of(Kind.UNKNOWN);
      }
      Violation fault = KnownOutcome.fault(told, prediction, outputs);
      return fault == null
          ? keep(KnownOutcome.of(told, prediction, outputs))
          : Reception.invalid(fault);
    }

    private Reception keep(KnownOutcome outcome) {
      InstanceKey key = InstanceKey.of(outcome);
      Truth truth = Truth.of(outcome);
      Truth before = known.get(key);
      if (truth.equals(before)) {
        return Reception.of(Kind.REPEATED);
      }
      if (before != null && !replace) {
        return Reception.of(Kind.CONFLICTING);
      }
      known.put(key, truth);
      if (before == null || added.containsKey(key)) {
        added.put(key, outcome);
      } else {
        changed.put(key, outcome);
      }
      return Reception.of(before == null ? Kind.ACCEPTED : Kind.REPLACED);
    }

    private Map<PredictionId, LoggedPrediction> find(List<Told> told) throws SQLException {
      long future = time.now().toEpochMilli() + SLOW_CLOCK_MILLIS;
      Map<PredictionId, LoggedPrediction> found = new HashMap<>();
      Set<PredictionId> elsewhere = new HashSet<>();
      for (Told one : told) {
        queue
            .find(one.id())
            .ifPresentOrElse(
                prediction -> found.put(one.id(), prediction), () -> elsewhere.add(one.id()));
      }
      elsewhere.removeIf(id -> id.millis() > future);
      found.putAll(SegmentStore.find(connection, elsewhere));
      return found;
    }
  }

  private @Nullable List<OutputField> outputs(ModelId version) {
    return registry
        .snapshot()
        .version(version)
        .map(
            status ->
                status.signature() != null
                    ? status.signature().outputs()
                    : status.descriptor() != null ? status.descriptor().outputs() : null)
        .orElse(null);
  }
}
