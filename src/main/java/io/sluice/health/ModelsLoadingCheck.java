package io.sluice.health;

import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionState;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/**
 * Has the server started? UP once every model found at start-up has been loaded or has failed. The
 * data counts the versions in each state.
 */
@Startup
@Dependent
public class ModelsLoadingCheck implements HealthCheck {
  static final String NAME = "models-loading";

  private final ModelRegistry registry;

  /** Looks at this registry. */
  @Inject
  public ModelsLoadingCheck(ModelRegistry registry) {
    this.registry = registry;
  }

  @Override
  public HealthCheckResponse call() {
    return Verdict.answer(NAME, this::check);
  }

  private Verdict check() {
    // Asked first: what is counted below is then at least as new.
    boolean booted = registry.isBooted();
    Map<String, String> counts = new TreeMap<>();
    for (VersionState state : VersionState.values()) {
      long versions =
          registry.snapshot().models().stream()
              .flatMap(model -> model.versions().values().stream())
              .filter(status -> status.state() == state)
              .count();
      counts.put(state.name().toLowerCase(Locale.ROOT), Long.toString(versions));
    }
    return new Verdict(booted, counts);
  }
}
