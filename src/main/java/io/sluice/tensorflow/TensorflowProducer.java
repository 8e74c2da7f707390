package io.sluice.tensorflow;

import io.sluice.model.InstanceLimits;
import io.sluice.prediction.PredictionConfig;
import io.sluice.prediction.Predictions;
import io.sluice.registry.ModelRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the route table of the protocol, once for all requests. */
@ApplicationScoped
public class TensorflowProducer {
  /** The routes, with the limits that the configuration sets. */
  @Produces
  @Singleton
  Routes routes(ModelRegistry registry, Predictions predictions, PredictionConfig config) {
    return routes(registry, predictions, config.limits());
  }

  /** The routes over these models. */
  static Routes routes(ModelRegistry registry, Predictions predictions, InstanceLimits limits) {
    PredictionExchange exchange = new PredictionExchange(predictions, limits);
    Map<String, Handler> verbs = new LinkedHashMap<>();
    verbs.put(PredictionExchange.PREDICT, exchange::predict);
    verbs.put(PredictionExchange.CLASSIFY, exchange::classify);
    verbs.put(PredictionExchange.REGRESS, exchange::regress);
    verbs.put(PredictionExchange.EXPLAIN, exchange::explain);
    return Routes.of(
        new ModelListExchange(registry)::list,
        new StatusExchange(registry)::status,
        new MetadataExchange(registry)::metadata,
        verbs);
  }
}
