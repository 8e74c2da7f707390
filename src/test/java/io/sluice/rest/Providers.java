package io.sluice.rest;

import io.sluice.model.Caller;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
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
                new Anyone(),
                new NameConverterProvider(),
                new ServingExceptionMapper(),
                new ChangeExceptionMapper(),
                new WebApplicationExceptionMapper(),
                new ThrowableMapper()));
    components.addAll(List.of(resources));
    return components.toArray();
  }

  /** Lets everybody do everything, unless a test says otherwise after it. */
  @Priority(Priorities.AUTHENTICATION - 2)
  private static final class Anyone implements ContainerRequestFilter, SecurityContext {
    @Override
    public void filter(ContainerRequestContext request) {
      request.setSecurityContext(this);
    }

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
  }
}
