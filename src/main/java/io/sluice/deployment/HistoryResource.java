package io.sluice.deployment;

import static io.sluice.codec.JsonTree.object;

import io.sluice.codec.JsonTree;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.repository.AliasChange;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was changed of a model's aliases. */
@Dependent
@Path("/models/{model}/history")
@Produces(MediaType.APPLICATION_JSON)
public class HistoryResource {
  private final AliasMoves moves;

  /** Shows the changes of this server. */
  @Inject
  public HistoryResource(AliasMoves moves) {
    this.moves = moves;
  }

  /** The changes, the last first, a page of them. */
  @GET
  @RolesAllowed("model-admin")
  public Response get(
      @PathParam("model") ModelName model,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("before") @Nullable String before) {
    return Response.ok(
            JsonTree.bytes(
                object(
                    "model",
                    model.value(),
                    "changes",
                    moves
                        .history(model, Parameters.before(before), Parameters.limit(limit))
                        .stream()
                        .map(HistoryResource::form)
                        .toList())))
        .build();
  }

  private static Map<String, Object> form(AliasChange change) {
    return object(
        "id", change.id(),
        "alias", change.alias().value(),
        "action", change.action().wireName(),
        "from", text(change.from()),
        "to", text(change.to()),
        "at", change.origin().at().toString(),
        "by", change.origin().actor(),
        "requestId", change.origin().requestId());
  }

  private static @Nullable String text(@Nullable ModelVersion version) {
    return version == null ? null : version.toString();
  }
}
