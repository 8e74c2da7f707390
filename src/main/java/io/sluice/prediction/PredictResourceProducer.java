package io.sluice.prediction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Makes what answers predictions: the one way from request to answer, and the resources over it.
 */
@ApplicationScoped
public class PredictResourceProducer {
  /** The exchange of this application, with the limits that the configuration sets. */
  @Produces
  @Singleton
  public PredictExchange exchange(Predictions predictions, PredictionConfig config) {
    return new PredictExchange(predictions, config.limits());
  }

  /** The predictions of each live version of a model, made once for all requests. */
  @Produces
  @Singleton
  public ModelPredictResource models(PredictExchange exchange) {
    return new ModelPredictResource(exchange);
  }

  /** The predictions of each version of a model, made once for all requests. */
  @Produces
  @Singleton
  public VersionPredictResource versions(PredictExchange exchange) {
    return new VersionPredictResource(exchange);
  }

  /** The predictions of each alias of a model, made once for all requests. */
  @Produces
  @Singleton
  public AliasPredictResource aliases(PredictExchange exchange) {
    return new AliasPredictResource(exchange);
  }

  /** The predictions of each operation, made once for all requests. */
  @Produces
  @Singleton
  public OperationPredictResource operations(PredictExchange exchange) {
    return new OperationPredictResource(exchange);
  }
}
