package io.sluice.prediction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Hands the one way from request to answer to the resources. */
@ApplicationScoped
public class PredictExchangeProducer {
  /** The exchange of this application, with the limits that the configuration sets. */
  @Produces
  @Singleton
  public PredictExchange exchange(Predictions predictions, PredictionConfig config) {
    return new PredictExchange(predictions, config.limits());
  }
}
