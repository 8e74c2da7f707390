package io.sluice.catalog;

import io.sluice.registry.ModelRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The models. */
@Dependent
@Path("/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
  private final ModelRegistry registry;

  /** Lists the models of this registry. */
  @Inject
  public ModelsResource(ModelRegistry registry) {
    this.registry = registry;
  }

  /** Every model, sorted by name. */
  @GET
  public Response list(@Context UriInfo uri) {
    return JsonTree.ok(new ModelForm(registry.snapshot(), uri.getBaseUri().getPath()).list());
  }
}
