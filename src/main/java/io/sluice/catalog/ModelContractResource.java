package io.sluice.catalog;

import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelName;
import io.sluice.model.ModelSignature;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionStatus;
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

/** The contract of one model. */
@Dependent
@Path("/models/{model}/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public class ModelContractResource {
  private final ModelRegistry registry;

  /** Describes models of this registry. */
  @Inject
  public ModelContractResource(ModelRegistry registry) {
    this.registry = registry;
  }

  /**
   * The contract of the model's live version.
   *
   * @throws ServingException if there is no such model, or no version of it is ready
   */
  @GET
  @RolesAllowed("predict")
  public Response get(@PathParam("model") ModelName model, @Context UriInfo uri) {
    ModelEntry entry = registry.model(model);
    VersionStatus live = entry.liveStatus().orElseThrow(() -> notReady(model));
    ModelDescriptor descriptor = live.descriptor();
    ModelSignature signature = live.signature();
    if (descriptor == null || signature == null) {
      throw notReady(model);
    }
    String base = uri.getBaseUri().getPath();
    boolean owns =
        registry.snapshot().byOperation(descriptor.operation()).filter(model::equals).isPresent();
    String path = base + (owns ? descriptor.operation() : "models/" + model + "/predict");
    return JsonAnswer.ok(
        new ModelContract(descriptor, signature, String.valueOf(live.digest()), path).document());
  }

  private static ServingException notReady(ModelName model) {
    return new ServingException(Kind.VERSION_NOT_READY, "no version of '" + model + "' is ready");
  }
}
