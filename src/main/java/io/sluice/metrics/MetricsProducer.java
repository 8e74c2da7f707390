package io.sluice.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Hands the one set of counters to CDI, under each of the interfaces that count into it. */
@ApplicationScoped
public class MetricsProducer {
  /** The counters of this application. */
  @Produces
  @Singleton
  public ServingCounters counters() {
    return new ServingCounters();
  }
}
