package io.sluice.catalog;

import io.sluice.model.Caller;
import io.sluice.registry.ModelRegistry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
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

  /** Every model that the caller may know of, sorted by name. */
  @GET
  @RolesAllowed("predict")
  public Response list(@Context UriInfo uri, @Context SecurityContext security) {
    ModelForm form = new ModelForm(registry.snapshot(), uri.getBaseUri().getPath());
    return JsonAnswer.ok(form.list(Caller.of(security.getUserPrincipal())));
  }
}
