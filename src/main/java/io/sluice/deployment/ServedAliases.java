package io.sluice.deployment;

import io.sluice.model.Alias;
import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.ServingException;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import io.sluice.repository.AliasPointer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The aliases as they are served: what they point at in the registry, and pointing them there. */
final class ServedAliases {
  private final ModelRegistry registry;

  ServedAliases(ModelRegistry registry) {
    this.registry = registry;
  }

  /**
   * Where an alias points.
   *
   * @throws ServingException if there is no such model
   */
  Optional<ModelVersion> version(AliasTarget target) {
    return Optional.ofNullable(registry.model(target.model()).aliases().get(target.alias()));
  }

  /**
   * Where an alias points that must be there.
   *
   * @throws ServingException if there is no such model or alias
   */
  ModelVersion existing(AliasTarget target) {
    return version(target)
        .orElseThrow(
            () ->
                new ServingException(
                    ServingException.Kind.ALIAS_NOT_FOUND,
                    "'%s' has no alias '%s'".formatted(target.model(), target.alias())));
  }

  /** The digest of the version that an alias points at; null if there is none. */
  @Nullable Digest digest(AliasTarget target) {
    return version(target)
        .map(version -> digest(new ModelId(target.model(), version)))
        .orElse(null);
  }

  /** The digest of a version; null if there is none. */
  @Nullable Digest digest(ModelId id) {
    return registry.snapshot().version(id).map(VersionStatus::digest).orElse(null);
  }

  /** An alias of a model that points at a version, if there is one. */
  Optional<Alias> userOf(ModelId id) {
    return registry.model(id.name()).aliases().entrySet().stream()
        .filter(alias -> alias.getValue().equals(id.version()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether a version answers. */
  boolean isReady(ModelId id) {
    return registry
        .snapshot()
        .version(id)
        .filter(status -> status.state() == VersionState.READY)
        .isPresent();
  }

  /**
   * Makes sure that a version answers.
   *
   * @throws ServingException if there is no such version, or it does not answer
   */
  void checkReady(ModelId id) {
    VersionStatus status =
        registry
            .model(id.name())
            .version(id.version())
            .orElseThrow(
                () ->
                    new ServingException(
                        ServingException.Kind.VERSION_NOT_FOUND,
                        "'%s' has no version %s".formatted(id.name(), id.version())));
    if (status.state() != VersionState.READY) {
      throw new ServingException(
          ServingException.Kind.VERSION_NOT_READY,
          "version %s of '%s' is %s".formatted(id.version(), id.name(), status.state()));
    }
  }

  /** Points an alias. */
  void point(AliasPointer pointer) {
    Map<Alias, ModelVersion> pointed = aliases(pointer.model());
    pointed.put(pointer.alias(), pointer.version());
    registry.alias(pointer.model(), pointed);
  }

  /** Takes an alias away. */
  void remove(AliasTarget target) {
    Map<Alias, ModelVersion> left = aliases(target.model());
    left.remove(target.alias());
    registry.alias(target.model(), left);
  }

  private Map<Alias, ModelVersion> aliases(ModelName model) {
    return new HashMap<>(registry.model(model).aliases());
  }
}
