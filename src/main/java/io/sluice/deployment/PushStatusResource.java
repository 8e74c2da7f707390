package io.sluice.deployment;

import io.sluice.codec.JsonTree;
import io.sluice.model.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** One push that was not answered at once. */
@Dependent
@Path("/pushes/{push}")
@Produces(MediaType.APPLICATION_JSON)
public class PushStatusResource {
  private final PushJobs jobs;

  /** Shows the pushes of this server. */
  @Inject
  public PushStatusResource(PushJobs jobs) {
    this.jobs = jobs;
  }

  /**
   * How the push fares.
   *
   * @throws io.sluice.model.ChangeException if nobody knows of it
   */
  @GET
  @RolesAllowed("model-admin")
  public Response get(@PathParam("push") String push, @Context SecurityContext security) {
    PushJob job = jobs.find(push, Caller.of(security.getUserPrincipal()));
    return Response.ok(JsonTree.bytes(PushAnswers.job(job))).build();
  }
}
