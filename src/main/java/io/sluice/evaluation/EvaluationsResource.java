package io.sluice.evaluation;

import io.sluice.model.Caller;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.OwnBodyLimit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The evaluations of one version. */
@Dependent
@Path("/models/{model}/versions/{version}/evaluations")
@Produces(MediaType.APPLICATION_JSON)
public class EvaluationsResource {
  private final Evaluations evaluations;

  /** Evaluates the versions of this server. */
  @Inject
  EvaluationsResource(Evaluations evaluations) {
    this.evaluations = evaluations;
  }

  /**
   * Scores the version against the rows of the body.
   *
   * @return 202, and where to look for the figures
   */
  @POST
  @OwnBodyLimit
  @RolesAllowed("model-admin")
  @Consumes({"text/csv", MediaType.APPLICATION_JSON})
  public Response order(
      @PathParam("model") ModelName model,
      @PathParam("version") ModelVersion version,
      @QueryParam("target") @Nullable String target,
      @Context HttpHeaders headers,
      @Context SecurityContext security,
      InputStream body) {
    long id =
        evaluations.order(
            new ModelId(model, version),
            null,
            target,
            EvaluationAnswers.format(headers),
            body,
            Caller.of(security.getUserPrincipal()).name());
    return EvaluationAnswers.accepted(evaluations, model, id);
  }

  /** The latest evaluations, the newest first, without their reports. */
  @GET
  @RolesAllowed("predict")
  public Response list(
      @PathParam("model") ModelName model, @PathParam("version") ModelVersion version) {
    return Response.ok(
            EvaluationForm.list(
                evaluations.list(new ModelId(model, version)).stream()
                    .map(one -> EvaluationForm.of(one, evaluations.running(one.id()).orElse(null)))
                    .toList()))
        .build();
  }
}
