package io.sluice.experiment;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.codec.JsonTree;
import io.sluice.deployment.Requesters;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelName;
import io.sluice.model.Requester;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.traffic.Arm;
import io.sluice.traffic.DefinitionReader;
import io.sluice.traffic.ExperimentState;
import io.sluice.traffic.StoredExperiment;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The experiment of a model. */
@Dependent
@Path("/models/{model}/experiment")
@Produces(MediaType.APPLICATION_JSON)
public class ExperimentResource {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final ExperimentReports reports;
  private final ExperimentChanges changes;

  /** Shows and changes the experiments of this server. */
  @Inject
  public ExperimentResource(ExperimentReports reports, ExperimentChanges changes) {
    this.reports = reports;
    this.changes = changes;
  }

  /** What the experiment has found so far, or what the last one had. */
  @GET
  @RolesAllowed("predict")
  public Response get(@PathParam("model") ModelName model) {
    return answer(Response.ok(), reports.latest(model));
  }

  /**
   * Begins an experiment, or changes the one that runs.
   *
   * @return 201 if it is new
   */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("model-admin")
  public Response put(
      @PathParam("model") ModelName model,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
      @Context HttpServletRequest request,
      byte[] body) {
    if (ifNoneMatch != null && !ifNoneMatch.strip().equals("*")) {
      throw new ServingException(Kind.INVALID_PARAMETER, "If-None-Match may only be *");
    }
    StoredExperiment stored =
        changes.put(
            model,
            DefinitionReader.read(body),
            Revision.expected(ifMatch),
            ifNoneMatch != null,
            Requesters.of(request));
    Response.ResponseBuilder answer =
        stored.revision() > 1
            ? Response.ok()
            : Response.status(Response.Status.CREATED)
                .header("Location", "/api/v1/models/%s/experiment".formatted(model));
    return answer(answer, reports.of(stored));
  }

  /** Ends the experiment that runs; production stays as it is. */
  @POST
  @Path("/stop")
  @RolesAllowed("model-admin")
  public Response stop(@PathParam("model") ModelName model, @Context HttpServletRequest request) {
    StoredExperiment running = reports.running(model);
    String verdict = reports.judgement(running).text();
    changes.end(running, ExperimentState.STOPPED, verdict, Requesters.of(request));
    return answer(Response.ok(), reports.latest(model));
  }

  /**
   * Ends the experiment that runs, and points production at the version of one of its arms.
   *
   * @throws ChangeException if it has no such arm
   */
  @POST
  @Path("/promote")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("model-admin")
  public Response promote(
      @PathParam("model") ModelName model, @Context HttpServletRequest request, byte[] body) {
    String name = arm(body);
    Requester requester = Requesters.of(request);
    StoredExperiment running = reports.running(model);
    Arm arm =
        running.definition().arms().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(running));
    changes.promote(running, arm, reports.judgement(running).text(), requester);
    return answer(Response.ok(), reports.latest(model));
  }

  private static Response answer(Response.ResponseBuilder answer, ExperimentReport report) {
    return answer
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header("ETag", Revision.of(report.stored()).tag())
        .entity(JsonTree.bytes(ReportForm.of(report)))
        .build();
  }

  private static ChangeException unknown(StoredExperiment running) {
    return new ChangeException(
        ChangeException.Kind.EXPERIMENT_REJECTED,
        "ARM_UNKNOWN",
        "the arms of the experiment of '%s' are %s"
            .formatted(
                running.model(), running.definition().arms().stream().map(Arm::name).toList()),
        List.of(),
        null);
  }

  private static String arm(byte[] body) {
    try {
      JsonNode tree = JSON.readTree(body);
      if (tree.size() == 1 && tree.path("arm").isTextual()) {
        return tree.path("arm").textValue();
      }
    } catch (IOException e) {
      throw new ServingException(Kind.MALFORMED_BODY, "The body is no JSON.", e);
    }
    throw new ServingException(
        Kind.MALFORMED_BODY,
        "The body must be an object with the one member 'arm', the name of an arm.");
  }
}
