package io.sluice.evaluation;

import io.sluice.codec.HtmlPage;
import io.sluice.codec.JsonTree;
import io.sluice.model.ModelName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** One evaluation of a model: of a version, or of two beside each other. */
@Dependent
@Path("/models/{model}/evaluations/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class EvaluationResource {
  private final Evaluations evaluations;

  /** Shows the evaluations of this server. */
  @Inject
  EvaluationResource(Evaluations evaluations) {
    this.evaluations = evaluations;
  }

  /** How it fares, and its figures once there are any. */
  @GET
  @RolesAllowed("predict")
  public Response json(@PathParam("model") ModelName model, @PathParam("id") String id) {
    StoredEvaluation one = EvaluationAnswers.find(evaluations, model, id);
    return Response.ok(
            JsonTree.bytes(EvaluationForm.of(one, evaluations.running(one.id()).orElse(null))))
        .build();
  }

  /** Its figures as a table of name, value and interval. */
  @GET
  @RolesAllowed("predict")
  @Produces("text/csv")
  public Response csv(@PathParam("model") ModelName model, @PathParam("id") String id) {
    return Response.ok(
            EvaluationCsv.of(EvaluationAnswers.find(evaluations, model, id)),
            "text/csv;charset=utf-8")
        .build();
  }

  /** Its figures as a page to be read and printed. */
  @GET
  @RolesAllowed("predict")
  @Produces("text/html;qs=0.5")
  public Response html(@PathParam("model") ModelName model, @PathParam("id") String id) {
    return Response.ok(
            EvaluationPage.of(EvaluationAnswers.find(evaluations, model, id)),
            "text/html;charset=utf-8")
        .header("Content-Security-Policy", HtmlPage.contentSecurityPolicy())
        .build();
  }

  /** Stops it; an evaluation that has ended stays as it is. */
  @DELETE
  @RolesAllowed("model-admin")
  public Response cancel(@PathParam("model") ModelName model, @PathParam("id") String id) {
    evaluations.cancel(EvaluationAnswers.find(evaluations, model, id).id());
    return Response.noContent().build();
  }
}
