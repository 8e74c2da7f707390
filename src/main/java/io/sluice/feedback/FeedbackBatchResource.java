package io.sluice.feedback;

import io.sluice.codec.JsonTree;
import io.sluice.model.Caller;
import io.sluice.model.ServingException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;

/** Takes what many predictions turned out to be. */
@Dependent
@Path("/feedback")
@Produces(MediaType.APPLICATION_JSON)
public class FeedbackBatchResource {
  private static final String CSV = "text/csv";

  private final FeedbackDesk desk;

  /** Hands outcomes to this desk. */
  @Inject
  FeedbackBatchResource(FeedbackDesk desk) {
    this.desk = desk;
  }

  /**
   * Takes outcomes while they are read.
   *
   * @return what became of them, by number, and the first that were not kept
   * @throws ServingException if the body is malformed: what came before the fault may be kept
   */
  @POST
  @RolesAllowed("feedback")
  @Consumes({MediaType.APPLICATION_JSON, CSV})
  public Response tell(
      @QueryParam("replace") @DefaultValue("false") String replace,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
      @Context SecurityContext security,
      InputStream body) {
    Caller caller = Caller.of(security.getUserPrincipal());
    FeedbackBatch batch = new FeedbackBatch(desk, FeedbackResource.flag(replace), caller);
    if (type.isCompatible(MediaType.valueOf(CSV))) {
      CsvFeedbackReader.each(body, batch::add);
    } else {
      JsonFeedbackReader.each(body, batch::add);
    }
    batch.flush();
    return Response.ok(JsonTree.bytes(batch.tree())).build();
  }
}
