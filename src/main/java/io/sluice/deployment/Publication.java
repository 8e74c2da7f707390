package io.sluice.deployment;

import io.sluice.metrics.LoadMetrics;
import io.sluice.model.Alias;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import io.sluice.repository.CommittedVersion;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts versions into service, and takes out those that are not to be kept loaded any more. */
final class Publication {
  private static final System.Logger LOG = System.getLogger(Publication.class.getName());

  private final ModelRegistry registry;
  private final LoadMetrics metrics;
  private final Function<ModelName, PushPolicy> policies;

  Publication(
      ModelRegistry registry, LoadMetrics metrics, Function<ModelName, PushPolicy> policies) {
    this.registry = registry;
    this.metrics = metrics;
    this.policies = policies;
  }

  /**
   * Puts a version into service, together with the aliases that point at it from now on.
   *
   * @param pointed the aliases that change; may be empty
   */
  void publish(CommittedVersion version, LoadedVersion loaded, Map<Alias, ModelVersion> pointed) {
    VersionStatus ready = VersionStatuses.of(version, loaded);
    registry.publish(ready, loaded.predictor(), loaded.close(), pointed);
    long millis = loaded.loadMillis() + loaded.warmUpMillis();
    metrics.loaded(version.id(), Duration.ofMillis(millis).toNanos());
    LOG.log(
        Level.INFO,
        "{0} serves: {1}, loaded in {2} ms, warmed up in {3} ms",
        version.id(),
        loaded.engineReason() == null
            ? loaded.engine()
            : loaded.engine() + " (" + loaded.engineReason() + ")",
        loaded.loadMillis(),
        loaded.warmUpMillis());
    unloadOthers(version.id().name());
  }

  /** Shows a version that its gate keeps from serving. */
  void hold(VersionStatus held) {
    registry.record(held);
    LOG.log(Level.WARNING, "{0} is kept and does not serve: {1}", held.id(), held.reason());
  }

  /** Says that a version could not be put into service. */
  void fail(VersionStatus status, String reason, @Nullable Throwable cause) {
    registry.record(status.failed(reason));
    metrics.loadFailed(status.id().name());
    LOG.log(Level.WARNING, "%s failed: %s".formatted(status.id(), reason));
    LOG.log(Level.DEBUG, "%s failed".formatted(status.id()), cause);
  }

  private void unloadOthers(ModelName model) {
    ModelEntry entry = registry.model(model);
    Set<ModelVersion> wanted =
        policies.apply(model).load().wanted(entry.versions().keySet(), entry.aliases().values());
    for (VersionStatus status : entry.versions().values()) {
      if (status.state() == VersionState.READY && !wanted.contains(status.id().version())) {
        registry.retire(status.id());
        LOG.log(Level.INFO, "{0} is not kept loaded any more", status.id());
      }
    }
  }
}
