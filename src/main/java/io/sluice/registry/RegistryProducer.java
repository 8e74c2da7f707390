package io.sluice.registry;

import io.sluice.model.TimeSource;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Hands the one registry to CDI, its changes told as events. */
@ApplicationScoped
public class RegistryProducer {
  @Resource private ManagedExecutorService executor;

  /** The registry of this application. */
  @Produces
  @Singleton
  public ModelRegistry registry(Event<VersionPublished> published, Event<VersionRetired> retired) {
    return new ModelRegistry(published::fire, retired::fire, executor, TimeSource.SYSTEM);
  }
}
