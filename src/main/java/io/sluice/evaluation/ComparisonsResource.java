package io.sluice.evaluation;

import io.sluice.model.Caller;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.OwnBodyLimit;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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

/** Two versions of a model on the same rows. */
@Dependent
@Path("/models/{model}/comparisons")
@Produces(MediaType.APPLICATION_JSON)
public class ComparisonsResource {
  private final Evaluations evaluations;

  /** Compares the versions of this server. */
  @Inject
  ComparisonsResource(Evaluations evaluations) {
    this.evaluations = evaluations;
  }

  /**
   * Scores both versions against the rows of the body.
   *
   * @return 202, and where to look for the figures
   */
  @POST
  @OwnBodyLimit
  @RolesAllowed("model-admin")
  @Consumes({"text/csv", MediaType.APPLICATION_JSON})
  public Response order(
      @PathParam("model") ModelName model,
      @QueryParam("first") @Nullable String first,
      @QueryParam("second") @Nullable String second,
      @QueryParam("target") @Nullable String target,
      @Context HttpHeaders headers,
      @Context SecurityContext security,
      InputStream body) {
    long id =
        evaluations.order(
            version(model, "first", first),
            version(model, "second", second),
            target,
            EvaluationAnswers.format(headers),
            body,
            Caller.of(security.getUserPrincipal()).name());
    return EvaluationAnswers.accepted(evaluations, model, id);
  }

  private static ModelId version(ModelName model, String name, @Nullable String number) {
    try {
      return new ModelId(model, ModelVersion.parse(number == null ? "" : number));
    } catch (IllegalArgumentException e) {
      throw new ServingException(
          Kind.INVALID_PARAMETER, "The parameter " + name + " must be the number of a version.", e);
    }
  }
}
