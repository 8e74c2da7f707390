package io.sluice.audit;

import io.sluice.database.Database;
import io.sluice.model.Caller;
import io.sluice.model.ModelName;
import io.sluice.model.ServingException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The audit, for those who are to read it. */
@Dependent
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  private static final int LARGEST_PAGE = 1000;

  private final Database database;

  /** Shows the audit of this database. */
  @Inject
  public AuditResource(Database database) {
    this.database = database;
  }

  /**
   * Entries by rising number; of a caller who may see certain models only, those about them.
   *
   * @param after the number of the last entry that is known already; 0 for none
   * @param limit how many at most, 1 to 1000
   * @throws ServingException if a parameter is out of range, or the model is not his to see
   */
  @GET
  @RolesAllowed("auditor")
  public Response list(
      @QueryParam("after") @DefaultValue("0") String after,
      @QueryParam("limit") @DefaultValue("100") String limit,
      @QueryParam("model") @Nullable ModelName model,
      @QueryParam("actor") @Nullable String actor,
      @QueryParam("action") @Nullable String action,
      @Context SecurityContext security) {
    return list(caller(security), after, limit, model, actor, action);
  }

  /** The same, for a caller who is known. */
  Response list(
      Caller caller,
      String after,
      String limit,
      @Nullable ModelName model,
      @Nullable String actor,
      @Nullable String action) {
    long from = number("after", after, 0, Long.MAX_VALUE);
    int most = (int) number("limit", limit, 1, LARGEST_PAGE);
    AuditFilter filter = new AuditFilter(models(caller, model), actor, action);
    List<AuditRow> rows =
        database.read(connection -> AuditLog.page(connection, from, most, filter));
    return ok(AuditForm.page(rows, rows.size() == most));
  }

  /** Reads the whole audit through and tells the first entry that is not as it was written. */
  @GET
  @Path("/verification")
  @RolesAllowed("auditor")
  public Response verification() {
    return ok(AuditForm.verification(AuditLog.verify(database)));
  }

  private static Caller caller(SecurityContext security) {
    Object principal = security.getUserPrincipal();
    if (principal instanceof Caller caller) {
      return caller;
    }
    throw new ForbiddenException();
  }

  private static Set<ModelName> models(Caller caller, @Nullable ModelName model) {
    if (model == null) {
      return caller.models();
    }
    if (!caller.mayUse(model)) {
      throw new ServingException(
          ServingException.Kind.MODEL_NOT_FOUND, "There is no model " + model + ".");
    }
    return Set.of(model);
  }

  private static long number(String name, String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number that is out of range.
    }
    throw new ServingException(
        ServingException.Kind.INVALID_PARAMETER,
        name + " must be a whole number from " + least + " to " + most + ".");
  }

  private static Response ok(byte[] json) {
    return Response.ok(json)
        .header(HttpHeaders.CONTENT_LENGTH, json.length)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
