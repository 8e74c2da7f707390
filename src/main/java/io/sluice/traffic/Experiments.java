package io.sluice.traffic;

import io.sluice.model.ModelName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The experiments that split requests now, at most one a model. Readers see one immutable map; each
 * change replaces it as a whole. Safe for any number of threads.
 */
@ApplicationScoped
public class Experiments {
  private final AtomicReference<Map<ModelName, RunningExperiment>> running =
      new AtomicReference<>(Map.of());

  /** The experiment of a model; null without one. */
  public @Nullable RunningExperiment of(ModelName model) {
    return running.get().get(model);
  }

  /** Every experiment that runs now. */
  public Map<ModelName, RunningExperiment> all() {
    return running.get();
  }

  /** Lets an experiment split its model's requests from now on, in place of any before it. */
  public void run(RunningExperiment experiment) {
    change(next -> next.put(experiment.experiment().model(), experiment));
  }

  /** Splits the requests of a model no more. */
  public void end(ModelName model) {
    change(next -> next.remove(model));
  }

  private void change(Consumer<Map<ModelName, RunningExperiment>> change) {
    running.updateAndGet(
        now -> {
          Map<ModelName, RunningExperiment> next = new HashMap<>(now);
          change.accept(next);
          return Map.copyOf(next);
        });
  }
}
