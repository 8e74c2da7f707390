package io.sluice.tensorflow;

import io.sluice.codec.AnswerBytes;
import java.io.IOException;

/** Answers the calls of a route in JSON. */
@FunctionalInterface
interface Handler {
  /**
   * Writes the answer.
   *
   * @throws io.sluice.model.ServingException if there is none
   * @throws io.sluice.model.ProtocolException if the protocol refuses the call
   */
  void answer(Call call, AnswerBytes out) throws IOException;
}
