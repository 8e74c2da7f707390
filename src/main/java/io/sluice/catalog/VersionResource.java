package io.sluice.catalog;

import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** One version of a model. */
@Dependent
@Path("/models/{model}/versions/{version}")
@Produces(MediaType.APPLICATION_JSON)
public class VersionResource {
  private final ModelRegistry registry;

  /** Shows a version of this registry. */
  @Inject
  public VersionResource(ModelRegistry registry) {
    this.registry = registry;
  }

  /**
   * State, digest, times, signature and descriptor of the version, or why it failed.
   *
   * @throws ServingException if there is no such model or version
   */
  @GET
  @RolesAllowed("predict")
  public Response get(
      @PathParam("model") ModelName model, @PathParam("version") ModelVersion version) {
    ModelEntry entry = registry.model(model);
    VersionStatus status =
        entry
            .version(version)
            .orElseThrow(
                () ->
                    new ServingException(
                        Kind.VERSION_NOT_FOUND,
                        "'%s' has no version %s".formatted(model, version)));
    return JsonAnswer.ok(VersionForm.version(entry, status));
  }
}
