package io.sluice.feedback;

import static io.sluice.codec.JsonTree.object;

import io.sluice.codec.JsonTree;
import io.sluice.model.Caller;
import io.sluice.model.ChangeException;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.PredictionId;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what one prediction turned out to be. */
@Dependent
@Path("/predictions/{id}/feedback")
@Produces(MediaType.APPLICATION_JSON)
public class FeedbackResource {
  private final FeedbackDesk desk;

  /** Hands outcomes to this desk. */
  @Inject
  FeedbackResource(FeedbackDesk desk) {
    this.desk = desk;
  }

  /**
   * Takes the outcome of one row.
   *
   * @return 201 if it is new, 200 if it was told before, or replaces another
   * @throws ServingException if the id or the body is malformed, or cannot be the outcome
   * @throws ChangeException if there is no such prediction, or another outcome of it
   */
  @POST
  @RolesAllowed("feedback")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response tell(
      @PathParam("id") String id,
      @QueryParam("replace") @DefaultValue("false") String replace,
      @Context SecurityContext security,
      InputStream body) {
    FeedbackItem item = JsonFeedbackReader.one(body, id(id));
    Told told = item.told();
    if (told == null) {
      throw invalid(item.fault());
    }
    Caller caller = Caller.of(security.getUserPrincipal());
    Reception reception = desk.tell(List.of(told), flag(replace), caller).get(0);
    return switch (reception.kind()) {
      case ACCEPTED -> answer(Response.Status.CREATED, told, reception);
      case REPEATED, REPLACED -> answer(Response.Status.OK, told, reception);
      case CONFLICTING ->
          throw new ChangeException(ChangeException.Kind.FEEDBACK_CONFLICT, reception.detail());
      case UNKNOWN ->
          throw new ChangeException(ChangeException.Kind.PREDICTION_NOT_FOUND, reception.detail());
      case INVALID -> throw invalid(reception.fault());
    };
  }

  /** The value of a parameter that is true or false. */
  static boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new ServingException(Kind.INVALID_PARAMETER, "replace must be true or false.");
    }
    return text.equals("true");
  }

  private static PredictionId id(String text) {
    try {
      return PredictionId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ServingException(Kind.INVALID_PARAMETER, "This is no id of a prediction.", e);
    }
  }

  private static ServingException invalid(@Nullable Violation fault) {
    return fault == null
        ? new ServingException(Kind.INVALID_PARAMETER, "The outcome cannot be understood.")
        : new InvalidInstancesException(Kind.INVALID_PARAMETER, List.of(fault), 1);
  }

  private static Response answer(Response.Status status, Told told, Reception reception) {
    return Response.status(status)
        .entity(
            JsonTree.bytes(
                object(
                    "predictionId", told.id().toString(),
                    "row", told.row(),
                    "outcome", reception.kind().wireName())))
        .build();
  }
}
