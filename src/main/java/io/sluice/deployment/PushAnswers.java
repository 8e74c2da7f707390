package io.sluice.deployment;

import static io.sluice.codec.JsonTree.object;

import io.sluice.codec.JsonTree;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelId;
import io.sluice.model.ServingException;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionDocument;
import io.sluice.registry.VersionStatus;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells what became of a push. */
final class PushAnswers {
  private static final String BASE = "/api/v1/";

  private final ModelRegistry registry;
  private final VersionDocument document;

  PushAnswers(ModelRegistry registry, VersionDocument document) {
    this.registry = registry;
    this.document = document;
  }

  /** 201 for a version that was made, else 200. */
  Response version(PushedVersion pushed) {
    VersionStatus status = pushed.status();
    ModelEntry entry =
        registry
            .snapshot()
            .model(status.id().name())
            .orElseGet(() -> new ModelEntry(status.id().name(), new TreeMap<>(), Map.of()));
    Response.ResponseBuilder answer =
        Response.status(pushed.made() ? Status.CREATED : Status.OK)
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(document.json(entry, status));
    if (pushed.made()) {
      answer.header("Location", location(status.id()));
    }
    return answer.build();
  }

  /** 202 for a push that goes on. */
  static Response accepted(PushJob job) {
    return Response.accepted(JsonTree.bytes(job(job)))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header("Location", BASE + "pushes/" + job.id())
        .build();
  }

  /** How a push fares, in the form of the contract's {@code Push}. */
  static Map<String, Object> job(PushJob job) {
    PushedVersion made = null;
    Map<String, Object> problem = null;
    String state = "RUNNING";
    if (job.result().isDone()) {
      try {
        made = PushJobs.result(job);
        state = "SUCCEEDED";
      } catch (ChangeException e) {
        state = "FAILED";
        problem = problem(e.kind().wireName(), e.reason(), e.getMessage());
      } catch (ServingException e) {
        state = "FAILED";
        problem = problem(e.kind().wireName(), null, e.getMessage());
      } catch (RuntimeException e) {
        state = "FAILED";
        problem = problem("internal-error", null, "The server failed. The log says why.");
      }
    }
    return object(
        "id",
        job.id().toString(),
        "model",
        job.model().value(),
        "version",
        made == null ? null : made.status().id().version().toString(),
        "state",
        state,
        "submittedAt",
        job.submittedAt().toString(),
        "location",
        made == null ? null : location(made.status().id()).toString(),
        "problem",
        problem);
  }

  private static Map<String, Object> problem(
      String kind, @Nullable String reason, @Nullable String detail) {
    return object("type", "urn:sluice:problem:" + kind, "reason", reason, "detail", detail);
  }

  private static URI location(ModelId id) {
    return URI.create(BASE + "models/" + id.name() + "/versions/" + id.version());
  }
}
