package io.sluice.catalog;

import io.sluice.model.ModelName;
import io.sluice.registry.ModelRegistry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The versions of a model. */
@Dependent
@Path("/models/{model}/versions")
@Produces(MediaType.APPLICATION_JSON)
public class VersionsResource {
  private final ModelRegistry registry;

  /** Lists versions of this registry. */
  @Inject
  public VersionsResource(ModelRegistry registry) {
    this.registry = registry;
  }

  /**
   * Every version, the highest number first, also those that failed to load.
   *
   * @throws io.sluice.model.ServingException if there is no such model
   */
  @GET
  @RolesAllowed("predict")
  public Response list(@PathParam("model") ModelName model) {
    return JsonAnswer.ok(VersionForm.list(registry.model(model)));
  }
}
