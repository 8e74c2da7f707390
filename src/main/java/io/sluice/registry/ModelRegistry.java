package io.sluice.registry;

import io.sluice.model.Alias;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Predictor;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.TimeSource;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The versions that are loaded. Readers see one immutable {@link RegistrySnapshot}; every change
 * replaces it as a whole, so that no request ever sees half of a swap. Safe for any number of
 * threads.
 */
public final class ModelRegistry {
  private static final System.Logger LOG = System.getLogger(ModelRegistry.class.getName());

  private final AtomicReference<RegistrySnapshot> current =
      new AtomicReference<>(RegistrySnapshot.EMPTY);
  private final Consumer<VersionPublished> onPublished;
  private final Consumer<VersionRetired> onRetired;
  private final Executor closer;
  private final Drains drains;
  private volatile boolean booted;

  /**
   * @param onPublished told of each version after it began to answer
   * @param onRetired told of each version after it ceased to
   */
  public ModelRegistry(Consumer<VersionPublished> onPublished, Consumer<VersionRetired> onRetired) {
    this(onPublished, onRetired, Runnable::run, TimeSource.SYSTEM);
  }

  /**
   * @param onPublished told of each version after it began to answer
   * @param onRetired told of each version after it ceased to
   * @param closer frees the memory of versions, away from the request that used one last
   * @param time tells since when a version drains
   */
  public ModelRegistry(
      Consumer<VersionPublished> onPublished,
      Consumer<VersionRetired> onRetired,
      Executor closer,
      TimeSource time) {
    this.onPublished = onPublished;
    this.onRetired = onRetired;
    this.closer = closer;
    this.drains = new Drains(time);
  }

  /** Everything known now. */
  public RegistrySnapshot snapshot() {
    return current.get();
  }

  /** Says that every model found at start-up has been loaded or has failed; it stays said. */
  public void booted() {
    booted = true;
  }

  /** Whether the models found at start-up have all been loaded or have failed. */
  public boolean isBooted() {
    return booted;
  }

  /** Records where a version stands that does not answer: loading, or failed. */
  public void record(VersionStatus status) {
    change(now -> now.change(status.id().name(), entry -> entry.with(status)));
  }

  /** The versions that were taken out of service and are still in use, the oldest first. */
  public List<Draining> draining() {
    return drains.now();
  }

  /** Points all aliases of a model at once. */
  public void alias(ModelName model, Map<Alias, ModelVersion> aliases) {
    change(now -> now.change(model, entry -> entry.withAliases(aliases)));
  }

  /**
   * Makes a version answer, in one step. A version that was loaded under the same id is retired.
   *
   * @param status must be {@code READY}
   * @param predictor loaded and warmed up
   * @param close frees the predictor's memory; called once, when nobody holds a lease any more
   */
  public void publish(VersionStatus status, Predictor predictor, Runnable close) {
    publish(status, predictor, close, Map.of());
  }

  /**
   * Makes a version answer and points aliases, all in one step.
   *
   * @param status must be {@code READY}
   * @param predictor loaded and warmed up
   * @param close frees the predictor's memory; called once, when nobody holds a lease any more
   * @param pointed the aliases of the model that change, and where they point from now on
   */
  public void publish(
      VersionStatus status, Predictor predictor, Runnable close, Map<Alias, ModelVersion> pointed) {
    if (status.state() != VersionState.READY) {
      throw new IllegalArgumentException("only a ready version can be published");
    }
    LeaseCount count = new LeaseCount(predictor, close, closer);
    RegistrySnapshot before =
        current.getAndUpdate(
            now ->
                now.with(status, count)
                    .change(status.id().name(), entry -> entry.withMoreAliases(pointed)));
    tell(onPublished, new VersionPublished(status.id()));
    before.loaded(status.id()).ifPresent(old -> drains.drain(status.id(), old));
  }

  /** Takes a version out of service; its memory goes once the last lease is given back. */
  public void retire(ModelId id) {
    drop(
        id,
        current.getAndUpdate(
            now -> now.version(id).map(status -> now.without(status.retired())).orElse(now)));
  }

  /** Takes a version out of service and forgets it, and its model with the last one. */
  public void forget(ModelId id) {
    drop(id, current.getAndUpdate(now -> now.forget(id)));
  }

  private void drop(ModelId id, RegistrySnapshot before) {
    before
        .loaded(id)
        .ifPresent(
            count -> {
              tell(onRetired, new VersionRetired(id));
              drains.drain(id, count);
            });
  }

  /** Takes every version out of service. */
  public void retireAll() {
    for (ModelEntry entry : snapshot().models()) {
      entry.versions().values().forEach(status -> retire(status.id()));
    }
  }

  /**
   * A lease on exactly this version.
   *
   * @throws ServingException if the model or the version is unknown, or the version is not ready
   */
  public Lease lease(ModelId id) {
    // A version may be replaced between the look-up and the lease; then the next snapshot has it.
    for (RegistrySnapshot now = snapshot(); ; now = snapshot()) {
      Optional<LeaseCount> count = now.loaded(id);
      if (count.isEmpty()) {
        throw notLeasable(now, id);
      }
      if (count.get().acquire()) {
        LeaseTrace.leased(id);
        return new Lease(id, count.get());
      }
    }
  }

  /**
   * A model that must be known.
   *
   * @throws ServingException if it is not
   */
  public ModelEntry model(ModelName name) {
    return snapshot().model(name).orElseThrow(() -> ServingException.unknown(name));
  }

  /** An observer that fails must not undo what it is told of: it has happened already. */
  private static <E> void tell(Consumer<E> observer, E event) {
    try {
      observer.accept(event);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "An observer of " + event + " failed", e);
    }
  }

  private static ServingException notLeasable(RegistrySnapshot now, ModelId id) {
    if (now.model(id.name()).isEmpty()) {
      return ServingException.unknown(id.name());
    }
    return now.version(id)
        .map(
            status ->
                new ServingException(
                    Kind.VERSION_NOT_READY,
                    "version %s of '%s' is %s".formatted(id.version(), id.name(), status.state())))
        .orElseGet(
            () ->
                new ServingException(
                    Kind.VERSION_NOT_FOUND,
                    "'%s' has no version %s".formatted(id.name(), id.version())));
  }

  private void change(UnaryOperator<RegistrySnapshot> change) {
    current.updateAndGet(change);
  }
}
