package io.sluice.prediction;

import io.sluice.model.Alias;
import io.sluice.model.Caller;
import io.sluice.model.ModelName;
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

/** Predictions of the version behind an alias. */
@Path("/models/{model}/aliases/{alias}/predict")
@Produces({"application/json", "application/xml", "text/csv", "text/html"})
public class AliasPredictResource {
  private final PredictExchange exchange;

  /** Answers by this exchange. */
  public AliasPredictResource(PredictExchange exchange) {
    this.exchange = exchange;
  }

  /** Predicts the instance of the query string. */
  @GET
  @RolesAllowed("predict")
  public Response get(
      @PathParam("model") ModelName model,
      @PathParam("alias") Alias alias,
      @Context SecurityContext security,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    return exchange.get(
        new Target.Aliased(model, alias), Caller.of(security.getUserPrincipal()), headers, uri);
  }

  /** Predicts the instances of the body. */
  @POST
  @RolesAllowed("predict")
  public Response post(
      @PathParam("model") ModelName model,
      @PathParam("alias") Alias alias,
      @Context SecurityContext security,
      @Context HttpHeaders headers,
      @Context UriInfo uri,
      InputStream body) {
    return exchange.post(
        new Target.Aliased(model, alias),
        Caller.of(security.getUserPrincipal()),
        headers,
        uri,
        body);
  }
}
