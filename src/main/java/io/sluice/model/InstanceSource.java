package io.sluice.model;

import java.util.function.Function;

/**
 * Instances that are still bytes or plain values: they can be read once the version that answers,
 * and with it the signature, is chosen.
 */
@FunctionalInterface
public interface InstanceSource {
  /**
   * Reads and checks all instances. Called at most once.
   *
   * @throws InvalidInstancesException with every violation found
   * @throws ServingException if the source itself fails: too large a body, for one
   */
  Instances read(ModelSignature signature);

  /**
   * The deadline of the request once it was read: a format may have one inside.
   *
   * @param outer what was known before
   */
  default Deadline deadline(Deadline outer) {
    return outer;
  }

  /** The same request, whose instances are got in another way. */
  default InstanceSource reading(Function<ModelSignature, Instances> reader) {
    InstanceSource outer = this;
    return new InstanceSource() {
      @Override
      public Instances read(ModelSignature signature) {
        return reader.apply(signature);
      }

      @Override
      public Deadline deadline(Deadline known) {
        return outer.deadline(known);
      }
    };
  }
}
