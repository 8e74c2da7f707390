package io.sluice.security;

import io.sluice.model.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Keys: made, listed and ended by those who administer models. */
@Dependent
@Path("/keys")
@Produces(MediaType.APPLICATION_JSON)
public class KeysResource {
  /** The attribute that holds the request's id; the room {@code rest} has it too. */
  private static final String REQUEST_ID = "io.sluice.requestId";

  private final KeyCabinet cabinet;

  /** Over the keys of this server. */
  @Inject
  KeysResource(KeyCabinet cabinet) {
    this.cabinet = cabinet;
  }

  /**
   * Makes a key. The answer is the only place where its text ever stands.
   *
   * @throws io.sluice.model.ServingException if the body breaks a rule, or the key would be more
   *     than its maker
   */
  @POST
  @RolesAllowed("model-admin")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response make(
      @Context SecurityContext security,
      @Context HttpServletRequest request,
      @Context UriInfo uri,
      InputStream body) {
    Caller maker = Caller.of(security.getUserPrincipal());
    KeyCabinet.Made made = cabinet.make(KeyRequest.read(body), maker, id(request));
    return Response.created(uri.getAbsolutePathBuilder().path(made.key().id()).build())
        .entity(KeyForm.made(made))
        .build();
  }

  /** The keys that are good, without what would let anybody use them. */
  @GET
  @RolesAllowed("model-admin")
  public Response list(@Context SecurityContext security) {
    return KeyForm.ok(KeyForm.list(cabinet.list(Caller.of(security.getUserPrincipal()))));
  }

  /**
   * Ends a key at once.
   *
   * @throws io.sluice.model.ChangeException if there is no such key
   */
  @DELETE
  @Path("/{id}")
  @RolesAllowed("model-admin")
  public Response end(
      @PathParam("id") String id,
      @Context SecurityContext security,
      @Context HttpServletRequest request) {
    cabinet.revoke(id, Caller.of(security.getUserPrincipal()), id(request));
    return Response.noContent().build();
  }

  private static @Nullable String id(HttpServletRequest request) {
    return request.getAttribute(REQUEST_ID) instanceof String id ? id : null;
  }
}
