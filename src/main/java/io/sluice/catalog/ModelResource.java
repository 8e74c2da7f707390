package io.sluice.catalog;

import io.sluice.model.ModelName;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.RegistrySnapshot;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** One model. */
@Dependent
@Path("/models/{model}")
@Produces(MediaType.APPLICATION_JSON)
public class ModelResource {
  private final ModelRegistry registry;

  /** Shows a model of this registry. */
  @Inject
  public ModelResource(ModelRegistry registry) {
    this.registry = registry;
  }

  /**
   * What the model is for, which version answers, and where its other resources are.
   *
   * @throws io.sluice.model.ServingException if there is no such model
   */
  @GET
  @RolesAllowed("predict")
  public Response get(@PathParam("model") ModelName model, @Context UriInfo uri) {
    ModelEntry entry = registry.model(model);
    RegistrySnapshot snapshot = registry.snapshot();
    return JsonAnswer.ok(new ModelForm(snapshot, uri.getBaseUri().getPath()).model(entry));
  }
}
