package io.sluice.deployment;

import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.OwnBodyLimit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings and takes away one version of a model. */
@Dependent
@Path("/models/{model}/versions/{version}")
@Produces(MediaType.APPLICATION_JSON)
public class VersionChangeResource {
  private final PushExchange exchange;
  private final VersionRemoval removal;

  /** Changes the versions of this server. */
  @Inject
  public VersionChangeResource(PushExchange exchange, VersionRemoval removal) {
    this.exchange = exchange;
    this.removal = removal;
  }

  /**
   * Pushes a model's file under this number.
   *
   * @return 201 with the version; 200 if it was there, or for a dry run; 202 if it takes longer
   */
  @PUT
  @OwnBodyLimit
  @RolesAllowed("model-admin")
  public Response push(
      @PathParam("model") ModelName model,
      @PathParam("version") ModelVersion version,
      @QueryParam("dryRun") @Nullable String dryRun,
      @QueryParam("allowBreaking") @Nullable String allowBreaking,
      @Context HttpHeaders headers,
      @Context HttpServletRequest request,
      InputStream body) {
    return exchange.raw(
        PushExchange.Wish.of(model, version, dryRun, allowBreaking, request), body, headers);
  }

  /** The same from a form of parts. */
  @PUT
  @OwnBodyLimit
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed("model-admin")
  public Response pushForm(
      @PathParam("model") ModelName model,
      @PathParam("version") ModelVersion version,
      @QueryParam("dryRun") @Nullable String dryRun,
      @QueryParam("allowBreaking") @Nullable String allowBreaking,
      @Context HttpHeaders headers,
      @Context HttpServletRequest request,
      List<EntityPart> parts) {
    return exchange.form(
        PushExchange.Wish.of(model, version, dryRun, allowBreaking, request), parts, headers);
  }

  /** Takes the version out of service for good. */
  @DELETE
  @RolesAllowed("model-admin")
  public Response delete(
      @PathParam("model") ModelName model,
      @PathParam("version") ModelVersion version,
      @Context HttpServletRequest request) {
    removal.remove(new ModelId(model, version), Requesters.of(request));
    return Response.noContent().build();
  }
}
