package io.sluice.model;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Predicts; safe for use from any number of threads. */
public interface Predictor {
  /** What the version takes and gives that answers now. */
  ModelSignature signature();

  /**
   * Reads the instances against the signature of the version that answers, and predicts them all.
   *
   * @param deadline until when somebody waits for the answer; nothing is computed after it
   * @throws InvalidInstancesException if an instance breaks the signature
   * @throws OverloadException if there is too much to do, or no answer by the deadline
   * @throws ServingException if the model is not there, not ready, or fails
   */
  Prediction predict(InstanceSource source, Deadline deadline);

  /** As {@link #predict(InstanceSource, Deadline)}, for a caller that waits. */
  default Prediction predict(InstanceSource source) {
    return predict(source, Deadline.NONE);
  }

  /**
   * Predicts plain values: each map an instance, keyed by field name; numbers, strings, booleans,
   * and for tensors nested or flat lists of numbers.
   *
   * @throws InvalidInstancesException if an instance breaks the signature
   * @throws ServingException if the model is not there, not ready, or fails
   */
  default Prediction predict(List<? extends Map<String, ?>> instances) {
    return predict(signature -> PlainInstances.read(signature, instances));
  }

  /**
   * Since when the computation that runs now has been running, as a reading of {@link
   * TimeSource#nanoTime}; empty if none runs, or nobody can tell. A computation that never ends
   * shows here.
   */
  default OptionalLong computingSince() {
    return OptionalLong.empty();
  }
}
