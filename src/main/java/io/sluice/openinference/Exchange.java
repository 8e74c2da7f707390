package io.sluice.openinference;

import java.io.IOException;

/** Answers the requests of one route. */
@FunctionalInterface
interface Exchange {
  /**
   * Answers a request whose caller may ask it.
   *
   * @throws io.sluice.model.ServingException if it cannot be answered
   * @throws io.sluice.model.ProtocolException if the protocol's rules refuse it
   * @throws IOException if the connection fails
   */
  void answer(Call call) throws IOException;
}
