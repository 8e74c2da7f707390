package io.sluice.prediction;

import io.sluice.model.Caller;
import io.sluice.model.Deadline;
import io.sluice.model.InstanceSource;
import io.sluice.model.ModelSignature;
import io.sluice.model.Prediction;
import io.sluice.model.Predictor;
import io.sluice.model.Target;

/**
 * Reaches whatever answers for a target when it is asked. It is the application itself that asks:
 * whom it asks for is its own business.
 */
final class LivePredictor implements Predictor {
  private final Predictions predictions;
  private final Target target;

  LivePredictor(Predictions predictions, Target target) {
    this.predictions = predictions;
    this.target = target;
  }

  @Override
  public ModelSignature signature() {
    return predictions.signature(target, Caller.SYSTEM);
  }

  @Override
  public Prediction predict(InstanceSource source, Deadline deadline) {
    return predictions.predict(target, source, deadline, Caller.SYSTEM);
  }
}
