package io.sluice.prediction;

import io.sluice.model.Caller;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Target;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** Predictions of one version. */
@Path("/models/{model}/versions/{version}/predict")
@Produces({"application/json", "application/xml", "text/csv", "text/html"})
public class VersionPredictResource {
  private final PredictExchange exchange;

  /** Answers by this exchange. */
  public VersionPredictResource(PredictExchange exchange) {
    this.exchange = exchange;
  }

  /** Predicts the instance of the query string. */
  @GET
  @RolesAllowed("predict")
  public Response get(
      @PathParam("model") ModelName model,
      @PathParam("version") ModelVersion version,
      @Context SecurityContext security,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    return exchange.get(
        new Target.Pinned(new ModelId(model, version)),
        Caller.of(security.getUserPrincipal()),
        headers,
        uri);
  }

  /** Predicts the instances of the body. */
  @POST
  @RolesAllowed("predict")
  public Response post(
      @PathParam("model") ModelName model,
      @PathParam("version") ModelVersion version,
      @Context SecurityContext security,
      @Context HttpHeaders headers,
      @Context UriInfo uri,
      InputStream body) {
    return exchange.post(
        new Target.Pinned(new ModelId(model, version)),
        Caller.of(security.getUserPrincipal()),
        headers,
        uri,
        body);
  }
}
