package io.sluice.traffic;

import io.sluice.registry.ModelRegistry;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts together what asks shadows. */
@ApplicationScoped
public class TrafficProducer {
  @Resource private ManagedExecutorService executor;

  /** The requests that shadows of this application are still to answer. */
  @Produces
  @Singleton
  ShadowQueue shadows(ModelRegistry registry) {
    return new ShadowQueue(registry, executor);
  }
}
