package io.sluice.tensorflow;

import io.sluice.model.Caller;
import io.sluice.model.Deadline;
import io.sluice.model.RequestHeaders;
import io.sluice.model.ServingException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request whose route is found and whose caller may use it.
 *
 * @param selection what its path selects; null where the path names no model
 * @param caller who asks
 * @param deadline until when he waits
 * @param headers of the request, for what chooses a version by one
 * @param body to be read at most once
 */
record Call(
    @Nullable Selection selection,
    Caller caller,
    Deadline deadline,
    RequestHeaders headers,
    InputStream body) {

  /**
   * What the path selects, for routes that name a model.
   *
   * @throws ServingException if the caller may not know of the model
   */
  Selection selected() {
    Selection named = Objects.requireNonNull(selection, "the route names no model");
    if (!caller.mayUse(named.model())) {
      throw ServingException.unknown(named.model());
    }
    return named;
  }
}
