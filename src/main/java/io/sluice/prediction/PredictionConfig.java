package io.sluice.prediction;

import io.sluice.model.InstanceLimits;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the configuration says of predict requests.
 *
 * @see InstanceLimits
 */
@Dependent
public class PredictionConfig {
  private final InstanceLimits limits;

  /**
   * @throws IllegalArgumentException if a limit is below 1
   */
  @Inject
  public PredictionConfig(
      @ConfigProperty(name = "sluice.predict.max-instances") int maxInstances,
      @ConfigProperty(name = "sluice.predict.max-values") int maxValues,
      @ConfigProperty(name = "sluice.predict.max-depth") int maxDepth,
      @ConfigProperty(name = "sluice.predict.max-string-length") int maxStringLength,
      @ConfigProperty(name = "sluice.predict.max-errors") int maxErrors) {
    this.limits = new InstanceLimits(maxInstances, maxValues, maxDepth, maxStringLength, maxErrors);
  }

  /** How much one request may hold. */
  public InstanceLimits limits() {
    return limits;
  }
}
