package io.sluice.prediction;

import io.sluice.model.ModelName;
import io.sluice.model.Predictor;
import io.sluice.model.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;

/** Makes a predictor for each injection point that names a model. */
@ApplicationScoped
public class ServedModelProducer {
  /**
   * A predictor for the model that the injection point names.
   *
   * @throws IllegalArgumentException if the qualifier's value is not a model name
   */
  @Produces
  @ServedModel("")
  public Predictor predictor(InjectionPoint point, Predictions predictions) {
    String name =
        point.getQualifiers().stream()
            .filter(ServedModel.class::isInstance)
            .map(qualifier -> ((ServedModel) qualifier).value())
            .findFirst()
            .orElseThrow();
    return new LivePredictor(predictions, new Target.Live(new ModelName(name)));
  }
}
