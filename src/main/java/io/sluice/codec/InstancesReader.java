package io.sluice.codec;

import io.sluice.model.InstanceSource;
import io.sluice.model.Instances;
import io.sluice.model.ModelSignature;
import java.io.InputStream;

/** Reads instances from a body of one format; safe for use from any number of threads. */
public interface InstancesReader {
  /**
   * Reads a body to its end, once, checking while it reads and keeping no copy of it. Text is
   * UTF-8; a byte order mark at the start is passed over.
   *
   * @param body not closed; an unchecked exception that it throws comes through unchanged, which is
   *     how a bound on the body's size ends the reading
   * @throws io.sluice.model.InvalidInstancesException with every violation found; of the kind
   *     {@code MALFORMED_BODY} if the body could not be parsed to its end
   * @throws io.sluice.model.ServingException if the body fails with an I/O error
   */
  Instances read(InputStream body, ModelSignature signature);

  /** The instances of a body, still to be read. */
  default InstanceSource source(InputStream body) {
    return signature -> read(body, signature);
  }
}
