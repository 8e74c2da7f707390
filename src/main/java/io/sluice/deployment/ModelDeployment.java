package io.sluice.deployment;

import io.sluice.metrics.LoadMetrics;
import io.sluice.model.Alias;
import io.sluice.model.ModelArtifact;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.OperationName;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionStatus;
import io.sluice.repository.ModelFolder;
import io.sluice.repository.StoredModel;
import io.sluice.repository.StoredVersion;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads every version of the models folder and publishes those that prove good. A version that does
 * not becomes {@code FAILED} with its reason; the others are not touched by it.
 */
final class ModelDeployment {
  private static final System.Logger LOG = System.getLogger(ModelDeployment.class.getName());

  private final ModelFolder folder;
  private final VersionLoader loader;
  private final ModelRegistry registry;
  private final Map<ModelName, Map<Alias, ModelVersion>> configuredAliases;
  private final LoadMetrics metrics;
  private final TimeSource time;

  ModelDeployment(
      ModelFolder folder,
      VersionLoader loader,
      ModelRegistry registry,
      Map<ModelName, Map<Alias, ModelVersion>> configuredAliases,
      LoadMetrics metrics,
      TimeSource time) {
    this.folder = folder;
    this.loader = loader;
    this.registry = registry;
    this.configuredAliases = Map.copyOf(configuredAliases);
    this.metrics = metrics;
    this.time = time;
  }

  /** Loads all there is; never throws for the fault of a model. */
  void deployAll() {
    List<StoredModel> models = stored();
    // Known from the first moment, so that readiness waits for them and callers get 503, not 404.
    for (StoredModel model : models) {
      registry.alias(model.name(), aliases(model));
      model.versions().forEach(stored -> registry.record(VersionStatus.loading(stored.id())));
    }
    for (StoredModel model : models) {
      model.versions().forEach(this::deploy);
    }
  }

  private List<StoredModel> stored() {
    if (!folder.exists()) {
      LOG.log(Level.WARNING, "The folder that sluice.models.dir names does not exist: no models");
      return List.of();
    }
    try {
      return folder.models();
    } catch (IOException e) {
      LOG.log(Level.ERROR, "The folder that sluice.models.dir names cannot be listed", e);
      return List.of();
    }
  }

  private void deploy(StoredVersion stored) {
    long started = time.nanoTime();
    VersionStatus status = VersionStatus.loading(stored.id());
    try {
      ModelArtifact archive = loader.inspect(stored);
      status = status.read(archive.digest(), archive.size(), null);
      Optional<ModelDescriptor> stated = loader.descriptor(stored);
      status = status.read(archive.digest(), archive.size(), stated.orElse(null));
      registry.record(status);
      checkOperation(stored.id(), stated);
      LoadedVersion loaded = loader.load(stored.id(), archive, stated, started);
      publish(status, loaded);
      metrics.loaded(stored.id(), time.nanoTime() - started);
    } catch (VersionRejectedException e) {
      fail(status, String.valueOf(e.getMessage()), e);
    } catch (OutOfMemoryError e) {
      // JavaCPP throws it when native memory is short: this version is too large, others are not.
      fail(status, "the server lacks the memory to load it", e);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      fail(status, "it could not be loaded: " + e.getClass().getSimpleName(), e);
    }
  }

  private void publish(VersionStatus status, LoadedVersion loaded) {
    VersionStatus ready =
        status.ready(
            loaded.descriptor(),
            loaded.signature(),
            loaded.engine(),
            loaded.engineReason(),
            loaded.loadMillis(),
            loaded.warmUpMillis());
    registry.publish(ready, loaded.predictor(), loaded.close());
    LOG.log(
        Level.INFO,
        "{0} serves: {1}, loaded in {2} ms, warmed up in {3} ms",
        status.id(),
        loaded.engineReason() == null
            ? loaded.engine()
            : loaded.engine() + " (" + loaded.engineReason() + ")",
        loaded.loadMillis(),
        loaded.warmUpMillis());
  }

  private void fail(VersionStatus status, String reason, Throwable cause) {
    registry.record(status.failed(reason));
    metrics.loadFailed(status.id().name());
    LOG.log(Level.WARNING, "%s failed: %s".formatted(status.id(), reason));
    LOG.log(Level.DEBUG, "%s failed".formatted(status.id()), cause);
  }

  /** Two models under one operation would answer each other's callers. */
  private void checkOperation(ModelId id, Optional<ModelDescriptor> stated)
      throws VersionRejectedException {
    OperationName operation =
        stated.map(ModelDescriptor::operation).orElseGet(() -> DerivedDescriptor.operation(id));
    for (ModelEntry other : registry.snapshot().models()) {
      boolean taken =
          !other.name().equals(id.name())
              && other.versions().values().stream()
                  .map(VersionStatus::descriptor)
                  .anyMatch(known -> known != null && known.operation().equals(operation));
      if (taken) {
        throw new VersionRejectedException(
            "the operation '%s' belongs to the model '%s'".formatted(operation, other.name()));
      }
    }
  }

  private Map<Alias, ModelVersion> aliases(StoredModel model) {
    Map<Alias, ModelVersion> aliases = new HashMap<>(model.aliases());
    aliases.putAll(configuredAliases.getOrDefault(model.name(), Map.of()));
    return aliases;
  }
}
