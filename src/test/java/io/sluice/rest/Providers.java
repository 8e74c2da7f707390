package io.sluice.rest;

import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.ArrayList;
import java.util.List;

/** The providers of this room as the container registers them. */
public final class Providers {
  private Providers() {}

  /**
   * All providers, and these resources.
   *
   * @param maxBodyBytes what {@code sluice.predict.max-body-bytes} is set to
   */
  public static Object[] with(long maxBodyBytes, Object... resources) {
    BodyFilter bodies = new BodyFilter(new RestConfig(maxBodyBytes));
    List<Object> components =
        new ArrayList<>(
            List.of(
                // As a lambda: JAX-RS outside a container cannot serve the scope of the class.
                (ContainerRequestFilter) request -> bodies.filter(request),
                new NameConverterProvider(),
                new ServingExceptionMapper(),
                new WebApplicationExceptionMapper(),
                new ThrowableMapper()));
    components.addAll(List.of(resources));
    return components.toArray();
  }
}
