package io.sluice.registry;

import io.sluice.metrics.ServedVersions;
import io.sluice.metrics.VersionFigures;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Tells a scrape what the registry holds. */
@Dependent
public class RegistryFigures implements ServedVersions {
  private final ModelRegistry registry;

  /** Tells of this registry. */
  @Inject
  public RegistryFigures(ModelRegistry registry) {
    this.registry = registry;
  }

  @Override
  public List<String> states() {
    return Stream.of(VersionState.values()).map(RegistryFigures::label).toList();
  }

  @Override
  public List<VersionFigures> versions() {
    RegistrySnapshot now = registry.snapshot();
    return now.models().stream()
        .flatMap(model -> model.versions().values().stream())
        .map(status -> figures(now, status))
        .toList();
  }

  private static VersionFigures figures(RegistrySnapshot now, VersionStatus status) {
    return new VersionFigures(
        status.id(),
        label(status.state()),
        status.state() == VersionState.READY,
        status.digest(),
        status.engine(),
        now.leases(status.id()));
  }

  private static String label(VersionState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
