package io.sluice.health;

import io.sluice.model.ModelVersion;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Can the server take requests? UP once the models found at start-up have been loaded, while each
 * version that the alias {@code production} pins answers. A model that nobody pinned and that fails
 * is told in the data and takes nothing from the others: else one broken archive in the folder
 * would take the whole server out of service. Only if no model at all answers is it DOWN. A server
 * that was given no models is UP: it is ready for the first, and answers 404 until then.
 */
@Readiness
@Dependent
public class ModelsCheck implements HealthCheck {
  static final String NAME = "models";

  private final ModelRegistry registry;

  /** Looks at this registry. */
  @Inject
  public ModelsCheck(ModelRegistry registry) {
    this.registry = registry;
  }

  @Override
  public HealthCheckResponse call() {
    return Verdict.answer(NAME, this::check);
  }

  private Verdict check() {
    boolean booted = registry.isBooted();
    List<ModelEntry> models =
        registry.snapshot().models().stream().filter(ModelsCheck::isWanted).toList();
    Map<String, String> data = new TreeMap<>();
    data.put("modelCount", Integer.toString(models.size()));
    data.put("bootFinished", Boolean.toString(booted));
    for (ModelEntry model : models) {
      Optional<ModelVersion> live = model.live();
      data.put(model.name().value(), live.map(ModelVersion::toString).orElseGet(() -> why(model)));
    }
    return new Verdict(booted && registry.snapshot().answers(), data);
  }

  /** A model whose versions were all taken out of service on purpose is missed by nobody. */
  private static boolean isWanted(ModelEntry model) {
    return isPinned(model)
        || model.versions().values().stream()
            .anyMatch(status -> status.state() != VersionState.RETIRED);
  }

  private static boolean isPinned(ModelEntry model) {
    return model.aliases().containsKey(ModelEntry.PRODUCTION);
  }

  private static String why(ModelEntry model) {
    ModelVersion pinned = model.aliases().get(ModelEntry.PRODUCTION);
    if (pinned != null) {
      return "version %s is pinned: %s"
          .formatted(pinned, model.version(pinned).map(ModelsCheck::why).orElse("not there"));
    }
    return model.versions().values().stream()
        .filter(status -> status.state() != VersionState.RETIRED)
        .findFirst()
        .map(ModelsCheck::why)
        .orElse("no version");
  }

  private static String why(VersionStatus status) {
    return status.reason() == null
        ? status.state().name()
        : status.state() + ": " + status.reason();
  }
}
