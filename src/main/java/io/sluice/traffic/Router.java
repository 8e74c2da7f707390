package io.sluice.traffic;

import io.sluice.model.Caller;
import io.sluice.model.InstanceSource;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.RequestHeaders;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Target;
import io.sluice.registry.Lease;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Chooses the version that answers, and leases it. */
@Dependent
public class Router {
  private final ModelRegistry registry;
  private final Experiments experiments;

  /** Routes over the versions of this registry, split as these experiments say. */
  @Inject
  public Router(ModelRegistry registry, Experiments experiments) {
    this.registry = registry;
    this.experiments = experiments;
  }

  /**
   * The version that answers a request. Whoever asks for a model or an operation takes part in the
   * model's experiment; whoever asks for a version or an alias gets that.
   *
   * @param caller a model that he may not know of is unknown
   * @param headers which an experiment may assign the request by
   * @param source read here already if an experiment assigns by a field
   * @throws ServingException if the target is unknown, or nothing of it is ready
   */
  public Route route(Target target, Caller caller, RequestHeaders headers, InstanceSource source) {
    RunningExperiment running = experiments.all().isEmpty() ? null : running(target, caller);
    return running == null
        ? new Route(lease(target, caller), source)
        : new Assigned(registry, running, caller, headers, source).route();
  }

  private @Nullable RunningExperiment running(Target target, Caller caller) {
    if (target instanceof Target.Live live) {
      return experiments.of(known(live.model(), caller));
    }
    return target instanceof Target.Operation operation
        ? experiments.of(modelOf(operation, caller))
        : null;
  }

  /**
   * A lease on the version that answers for a target now.
   *
   * @param caller a model that he may not know of is unknown
   * @throws ServingException if the target is unknown, or nothing of it is ready
   */
  public Lease lease(Target target, Caller caller) {
    return registry.lease(choose(target, caller));
  }

  private ModelId choose(Target target, Caller caller) {
    if (target instanceof Target.Pinned pinned) {
      known(pinned.id().name(), caller);
      return pinned.id();
    }
    if (target instanceof Target.Live live) {
      return live(known(live.model(), caller));
    }
    if (target instanceof Target.Aliased aliased) {
      known(aliased.model(), caller);
      return aliased(aliased);
    }
    if (target instanceof Target.Operation operation) {
      return live(modelOf(operation, caller));
    }
    throw new IllegalStateException("unknown kind of target");
  }

  private static ModelName known(ModelName name, Caller caller) {
    if (!caller.mayUse(name)) {
      throw ServingException.unknown(name);
    }
    return name;
  }

  private ModelId live(ModelName name) {
    ModelVersion version =
        registry
            .model(name)
            .live()
            .orElseThrow(
                () ->
                    new ServingException(
                        Kind.VERSION_NOT_READY, "no version of '" + name + "' is ready"));
    return new ModelId(name, version);
  }

  private ModelId aliased(Target.Aliased target) {
    ModelEntry entry = registry.model(target.model());
    ModelVersion version = entry.aliases().get(target.alias());
    if (version == null) {
      throw new ServingException(
          Kind.ALIAS_NOT_FOUND, "'%s' has no alias '%s'".formatted(target.model(), target.alias()));
    }
    return new ModelId(target.model(), version);
  }

  private ModelName modelOf(Target.Operation target, Caller caller) {
    return registry
        .snapshot()
        .byOperation(target.operation())
        .filter(caller::mayUse)
        .orElseThrow(() -> unanswered(target));
  }

  /** Until every model was seen once, nobody can say that an operation does not exist. */
  private ServingException unanswered(Target.Operation target) {
    return registry.isBooted()
        ? new ServingException(
            Kind.OPERATION_NOT_FOUND, "no model answers under '" + target.operation() + "'")
        : new ServingException(Kind.VERSION_NOT_READY, "the models are still being loaded");
  }
}
