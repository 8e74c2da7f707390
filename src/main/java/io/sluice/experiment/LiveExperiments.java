package io.sluice.experiment;

import io.sluice.model.ModelName;
import io.sluice.traffic.Experiment;
import io.sluice.traffic.Experiments;
import io.sluice.traffic.RunningExperiment;
import io.sluice.traffic.ShadowQueue;
import io.sluice.traffic.StoredExperiment;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets the experiments that the database has split the requests of this server. */
final class LiveExperiments {
  private final Experiments experiments;
  private final ShadowQueue shadows;
  private final ExposureLedger ledger;

  LiveExperiments(Experiments experiments, ShadowQueue shadows, ExposureLedger ledger) {
    this.experiments = experiments;
    this.shadows = shadows;
    this.ledger = ledger;
  }

  /** The experiment if it splits requests here; null if not. */
  @Nullable RunningExperiment running(StoredExperiment stored) {
    RunningExperiment running = experiments.of(stored.model());
    return running != null && running.experiment().id() == stored.id() ? running : null;
  }

  /**
   * Does what the database says: begins, changes and ends experiments.
   *
   * @param stored every one that runs
   */
  synchronized void followAll(Collection<StoredExperiment> stored, Instant now) {
    Set<ModelName> models = new HashSet<>();
    for (StoredExperiment one : stored) {
      models.add(one.model());
      follow(one, now);
    }
    experiments.all().keySet().stream().filter(model -> !models.contains(model)).forEach(this::end);
  }

  /** Does what the database says of one experiment that runs. */
  synchronized void follow(StoredExperiment stored, Instant now) {
    Instant start = stored.definition().start();
    RunningExperiment known = experiments.of(stored.model());
    if (known != null && known.experiment().id() != stored.id()) {
      end(stored.model());
      known = null;
    }
    if (start != null && start.isAfter(now)) {
      end(stored.model());
      return;
    }
    Experiment split = stored.split();
    if (known == null) {
      experiments.run(new RunningExperiment(split, shadows));
    } else if (!known.experiment().equals(split)) {
      experiments.run(known.changed(split));
    }
  }

  /** Splits the requests of a model no more. */
  synchronized void end(ModelName model) {
    RunningExperiment running = experiments.of(model);
    if (running != null) {
      experiments.end(model);
      ledger.ended(running);
    }
  }
}
