package io.sluice.openinference;

import io.sluice.codec.NamedTensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for an inference, decoded.
 *
 * @param id to be given back; null without one
 * @param inputs whoever has read them closes them
 * @param outputs what is asked for; null for all there are
 * @param binary whether outputs that say nothing else are wanted as bytes
 * @param timeoutMicros how long the caller waits, from when the request was read; 0 if it does not
 *     say
 */
record InferRequest(
    @Nullable String id,
    List<NamedTensor> inputs,
    @Nullable List<RequestedOutput> outputs,
    boolean binary,
    long timeoutMicros)
    implements AutoCloseable {
  @Override
  public void close() {
    inputs.forEach(NamedTensor::close);
  }
}
