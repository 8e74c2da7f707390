package io.sluice.deployment;

import io.sluice.model.ModelName;
import io.sluice.model.OwnBodyLimit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
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

/** Brings the next version of a model. */
@Dependent
@Path("/models/{model}/versions")
@Produces(MediaType.APPLICATION_JSON)
public class NextVersionResource {
  private final PushExchange exchange;

  /** Pushes to this server. */
  @Inject
  public NextVersionResource(PushExchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Pushes a model's file under the next number.
   *
   * @return 201 with the version; 200 for a dry run; 202 if it takes longer
   */
  @POST
  @OwnBodyLimit
  @RolesAllowed("model-admin")
  public Response push(
      @PathParam("model") ModelName model,
      @QueryParam("dryRun") @Nullable String dryRun,
      @QueryParam("allowBreaking") @Nullable String allowBreaking,
      @Context HttpHeaders headers,
      @Context HttpServletRequest request,
      InputStream body) {
    return exchange.raw(
        PushExchange.Wish.of(model, null, dryRun, allowBreaking, request), body, headers);
  }

  /** The same from a form of parts. */
  @POST
  @OwnBodyLimit
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed("model-admin")
  public Response pushForm(
      @PathParam("model") ModelName model,
      @QueryParam("dryRun") @Nullable String dryRun,
      @QueryParam("allowBreaking") @Nullable String allowBreaking,
      @Context HttpHeaders headers,
      @Context HttpServletRequest request,
      List<EntityPart> parts) {
    return exchange.form(
        PushExchange.Wish.of(model, null, dryRun, allowBreaking, request), parts, headers);
  }
}
