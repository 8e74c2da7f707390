package io.sluice.deployment;

import io.sluice.model.ModelId;
import io.sluice.registry.ModelRegistry;
import io.sluice.repository.AliasPointer;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Points the aliases of this server where the database does. */
final class FollowedAliases {
  private static final System.Logger LOG = System.getLogger(FollowedAliases.class.getName());

  private final ModelRegistry registry;
  private final Predicate<AliasTarget> pinned;
  private final ServedAliases served;
  private Set<AliasTarget> known = Set.of();

  FollowedAliases(ModelRegistry registry, Predicate<AliasTarget> pinned, ServedAliases served) {
    this.registry = registry;
    this.pinned = pinned;
    this.served = served;
  }

  /** Notes which aliases there are, for the start is about to make them. */
  void begin(Set<AliasTarget> targets) {
    known = Set.copyOf(targets);
  }

  /**
   * Points aliases where the database does, as soon as the version answers here: until then an old
   * answer is better than none. What the configuration pins is left alone.
   */
  void point(List<AliasPointer> pointers) {
    Set<AliasTarget> now = new HashSet<>();
    for (AliasPointer pointer : pointers) {
      AliasTarget target = new AliasTarget(pointer.model(), pointer.alias());
      now.add(target);
      ModelId to = new ModelId(pointer.model(), pointer.version());
      if (!pinned.test(target)
          && served.isReady(to)
          && !served.version(target).equals(Optional.of(pointer.version()))) {
        served.point(pointer);
        LOG.log(Level.INFO, "{0} points at version {1} now", target, pointer.version());
      }
    }
    known.forEach(
        target -> {
          if (!now.contains(target)
              && !pinned.test(target)
              && registry.snapshot().model(target.model()).isPresent()
              && served.version(target).isPresent()) {
            served.remove(target);
            LOG.log(Level.INFO, "{0} was deleted by another server", target);
          }
        });
    known = Set.copyOf(now);
  }
}
