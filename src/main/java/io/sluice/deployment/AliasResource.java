package io.sluice.deployment;

import static io.sluice.codec.JsonTree.object;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.codec.JsonTree;
import io.sluice.model.Alias;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Requester;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.repository.AliasPointer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One alias of a model. */
@Dependent
@Path("/models/{model}/aliases/{alias}")
@Produces(MediaType.APPLICATION_JSON)
public class AliasResource {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final AliasMoves moves;
  private final GateOverride override;

  /** Changes the aliases of this server. */
  @Inject
  public AliasResource(AliasMoves moves, GateOverride override) {
    this.moves = moves;
    this.override = override;
  }

  /** Where the alias points. */
  @GET
  @RolesAllowed("predict")
  public Response get(@PathParam("model") ModelName model, @PathParam("alias") Alias alias) {
    return answer(Response.ok(), moves.get(new AliasTarget(model, alias)));
  }

  /**
   * Points the alias at a version; with {@code overrideGate} also at one that its gate held back.
   *
   * @return 201 if it is new
   */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("model-admin")
  public Response set(
      @PathParam("model") ModelName model,
      @PathParam("alias") Alias alias,
      @QueryParam("overrideGate") @Nullable String overrideGate,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
      @Context HttpServletRequest request,
      byte[] body) {
    AliasTarget target = new AliasTarget(model, alias);
    ModelVersion to = version(body);
    OptionalLong expected = Parameters.expected(ifMatch, ifNoneMatch);
    Requester requester = Requesters.of(request);
    AliasMoves.Set done =
        Parameters.flag("overrideGate", overrideGate)
            ? override.set(target, to, expected, requester)
            : moves.set(target, to, expected, requester);
    return done.made()
        ? answer(
            Response.status(Response.Status.CREATED)
                .header("Location", "/api/v1/models/%s/aliases/%s".formatted(model, alias)),
            done.pointer())
        : answer(Response.ok(), done.pointer());
  }

  /** Takes the alias away. */
  @DELETE
  @RolesAllowed("model-admin")
  public Response delete(
      @PathParam("model") ModelName model,
      @PathParam("alias") Alias alias,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Context HttpServletRequest request) {
    moves.delete(
        new AliasTarget(model, alias), Parameters.expected(ifMatch, null), Requesters.of(request));
    return Response.noContent().build();
  }

  /** The answer that shows where an alias points. */
  static Response answer(Response.ResponseBuilder answer, AliasPointer pointer) {
    return answer
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header("ETag", "\"" + pointer.revision() + "\"")
        .entity(
            JsonTree.bytes(
                object(
                    "model", pointer.model().value(),
                    "alias", pointer.alias().value(),
                    "version", pointer.version().toString(),
                    "revision", pointer.revision())))
        .build();
  }

  private static ModelVersion version(byte[] body) {
    try {
      JsonNode tree = JSON.readTree(body);
      if (tree.size() == 1 && tree.path("version").isTextual()) {
        return ModelVersion.parse(tree.path("version").textValue());
      }
    } catch (IOException | IllegalArgumentException e) {
      throw malformed(e);
    }
    throw malformed(null);
  }

  private static ServingException malformed(@Nullable Exception cause) {
    String detail = "The body must be an object with the one member 'version', as in \"3\".";
    return cause == null
        ? new ServingException(Kind.MALFORMED_BODY, detail)
        : new ServingException(Kind.MALFORMED_BODY, detail, cause);
  }
}
