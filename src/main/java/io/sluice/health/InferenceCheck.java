package io.sluice.health;

import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Is the server alive? DOWN while a model has been computing one batch for longer than any takes:
 * such a computation never ends and holds its model's turn, and only a restart frees it. Failed
 * models, files or load are no reason. The data names what is stuck and for how long.
 */
@Liveness
@Dependent
public class InferenceCheck implements HealthCheck {
  static final String NAME = "inference";

  private final ModelRegistry registry;
  private final Duration stuckAfter;
  private final TimeSource time;

  /**
   * Looks at this registry.
   *
   * @param stuckAfter how long a computation may take; positive
   * @throws IllegalArgumentException if it is not positive
   */
  @Inject
  public InferenceCheck(
      ModelRegistry registry,
      @ConfigProperty(name = "sluice.health.stuck-after") Duration stuckAfter) {
    this(registry, stuckAfter, TimeSource.SYSTEM);
  }

  InferenceCheck(ModelRegistry registry, Duration stuckAfter, TimeSource time) {
    if (stuckAfter.isNegative() || stuckAfter.isZero()) {
      throw new IllegalArgumentException("sluice.health.stuck-after must be positive");
    }
    this.registry = registry;
    this.stuckAfter = stuckAfter;
    this.time = time;
  }

  @Override
  public HealthCheckResponse call() {
    return Verdict.answer(NAME, this::check);
  }

  private Verdict check() {
    Map<String, String> data = new TreeMap<>();
    registry
        .snapshot()
        .computing()
        .forEach(
            (id, since) -> {
              Duration age = Duration.ofNanos(time.nanoTime() - since);
              if (age.compareTo(stuckAfter) > 0) {
                data.put(id.toString(), "computing for " + age.toSeconds() + " s");
              }
            });
    return new Verdict(data.isEmpty(), data);
  }
}
