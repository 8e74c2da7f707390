package io.sluice.deployment;

import io.sluice.model.ModelName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Gives production back to the version before. */
@Dependent
@Path("/models/{model}/rollback")
@Produces(MediaType.APPLICATION_JSON)
public class RollbackResource {
  private final AliasMoves moves;

  /** Rolls back on this server. */
  @Inject
  public RollbackResource(AliasMoves moves) {
    this.moves = moves;
  }

  /**
   * Points {@code production} at the version that it pointed at before.
   *
   * @throws io.sluice.model.ChangeException if there is none that is loaded
   */
  @POST
  @RolesAllowed("model-admin")
  public Response rollBack(
      @PathParam("model") ModelName model, @Context HttpServletRequest request) {
    return AliasResource.answer(Response.ok(), moves.rollBack(model, Requesters.of(request)));
  }
}
