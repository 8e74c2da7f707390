package io.sluice.security;

import io.sluice.model.Caller;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/**
 * Lets each method of a resource be called by those only whom its annotation names, and tells it
 * who calls. A method without one fails the deployment. What {@link AccessFilter} has not seen is
 * nobody's.
 */
@Provider
@Dependent
public class RolesFeature implements DynamicFeature {
  private static final String MODEL = "model";

  /** Gives each resource method a filter that knows its rule already. */
  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    if (!resource.getResourceClass().isAnnotationPresent(Path.class)) {
      // The server's own answer to OPTIONS, which tells what the contract tells.
      return;
    }
    AccessRule rule = AccessRule.of(resource.getResourceMethod());
    ContainerRequestFilter filter = request -> check(rule, request);
    // Before the server's own check of @RolesAllowed, which then finds the caller and his roles.
    context.register(filter, Priorities.AUTHENTICATION);
  }

  private static void check(AccessRule rule, ContainerRequestContext request) {
    Caller caller = Caller.of(request.getProperty(Caller.ATTRIBUTE));
    rule.check(caller, request.getUriInfo().getPathParameters().getFirst(MODEL));
    request.setSecurityContext(new CallerContext(caller, request.getSecurityContext().isSecure()));
  }
}
