package io.sluice.feedback;

import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.OutputField;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.registry.ModelRegistry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** How good a version is by the outcomes that were told. */
@Dependent
@Path("/models/{model}/versions/{version}/live")
@Produces(MediaType.APPLICATION_JSON)
public class LiveResource {
  private final ModelRegistry registry;
  private final LiveFigures figures;

  /** Shows these figures of the versions of this registry. */
  @Inject
  LiveResource(ModelRegistry registry, LiveFigures figures) {
    this.registry = registry;
    this.figures = figures;
  }

  /**
   * The figures of a window.
   *
   * @throws ServingException if there is no such model, version or window
   */
  @GET
  @RolesAllowed("predict")
  public Response get(
      @PathParam("model") ModelName model,
      @PathParam("version") ModelVersion version,
      @QueryParam("window") @DefaultValue("1d") String window) {
    ModelDescriptor descriptor =
        registry
            .model(model)
            .version(version)
            .map(status -> status.descriptor())
            .orElseThrow(
                () ->
                    new ServingException(
                        Kind.VERSION_NOT_FOUND,
                        "'%s' has no version %s".formatted(model, version)));
    OutputField output = descriptor.outputs().get(0);
    byte[] json = figures.of(new ModelId(model, version), LiveWindow.parse(window), output);
    return Response.ok(json)
        .header(HttpHeaders.CONTENT_LENGTH, json.length)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
