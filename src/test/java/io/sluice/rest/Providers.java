package io.sluice.rest;

import io.sluice.model.Caller;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
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
                (ContainerRequestFilter) request -> request.setSecurityContext(anyone()),
                new NameConverterProvider(),
                new ServingExceptionMapper(),
                new WebApplicationExceptionMapper(),
                new ThrowableMapper()));
    components.addAll(List.of(resources));
    return components.toArray();
  }

  private static SecurityContext anyone() {
    return new SecurityContext() {
      @Override
      public Principal getUserPrincipal() {
        return Caller.SYSTEM;
      }

      @Override
      public boolean isUserInRole(String role) {
        return true;
      }

      @Override
      public boolean isSecure() {
        return false;
      }

      @Override
      public String getAuthenticationScheme() {
        return "test";
      }
    };
  }
}
