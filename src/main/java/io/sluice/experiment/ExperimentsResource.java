package io.sluice.experiment;

import static io.sluice.codec.JsonTree.object;

import io.sluice.codec.JsonTree;
import io.sluice.deployment.Parameters;
import io.sluice.model.ModelName;
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
import org.jspecify.annotations.Nullable;

/** All experiments that a model ever had. */
@Dependent
@Path("/models/{model}/experiments")
@Produces(MediaType.APPLICATION_JSON)
public class ExperimentsResource {
  private final ExperimentReports reports;

  /** Shows the experiments of this server. */
  @Inject
  public ExperimentsResource(ExperimentReports reports) {
    this.reports = reports;
  }

  /** The experiments, the latest first, a page of them. */
  @GET
  @RolesAllowed("predict")
  public Response get(
      @PathParam("model") ModelName model,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("before") @Nullable String before) {
    return Response.ok(
            JsonTree.bytes(
                object(
                    "model",
                    model.value(),
                    "experiments",
                    reports
                        .history(model, Parameters.before(before), Parameters.limit(limit))
                        .stream()
                        .map(ReportForm::brief)
                        .toList())))
        .build();
  }
}
