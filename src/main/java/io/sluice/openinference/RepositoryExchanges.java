package io.sluice.openinference;

import io.sluice.codec.BodyBytes;
import io.sluice.codec.JsonCursor;
import io.sluice.codec.JsonCursor.Value;
import io.sluice.deployment.Residency;
import io.sluice.model.Caller;
import io.sluice.model.InstanceLimits;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelId;
import io.sluice.model.ProtocolException;
import io.sluice.model.Requester;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import io.sluice.registry.Draining;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The extension "model_repository": which versions there are, and whether a model is in memory.
 * Bringing other bytes or another configuration than those committed is what pushes are for.
 */
final class RepositoryExchanges {
  private static final int NOT_IMPLEMENTED = 501;

  private final ModelRegistry registry;
  private final Residency residency;
  private final InstanceLimits limits;
  private final long maxBodyBytes;

  RepositoryExchanges(
      ModelRegistry registry, Residency residency, InstanceLimits limits, long maxBodyBytes) {
    this.registry = registry;
    this.residency = residency;
    this.limits = limits;
    this.maxBodyBytes = maxBodyBytes;
  }

  /** All versions that the caller may know of, or those only that answer. */
  void index(Call call) throws IOException {
    boolean[] readyOnly = new boolean[1];
    members(
        call,
        (name, json) -> {
          if (name.equals("ready")) {
            readyOnly[0] = truth(json, "/ready");
          } else {
            json.skip();
          }
        });
    Set<ModelId> leaving =
        registry.draining().stream().map(Draining::id).collect(Collectors.toSet());
    List<Object> index = new ArrayList<>();
    for (ModelEntry entry : registry.snapshot().models()) {
      if (call.caller().mayUse(entry.name())) {
        for (VersionStatus status : entry.versions().values()) {
          if (!readyOnly[0] || status.state() == VersionState.READY) {
            index.add(version(status, leaving.contains(status.id())));
          }
        }
      }
    }
    call.json(index);
  }

  /** Puts the model into memory. */
  void load(Call call) throws IOException {
    members(call, this::loadMember);
    residency.load(registry.model(call.model()).name(), requester(call));
    call.empty();
  }

  /** Takes the model out of memory; there are none that depend on it. */
  void unload(Call call) throws IOException {
    members(
        call,
        (name, json) -> {
          if (name.equals("parameters")) {
            object(
                json,
                (parameter, value) -> {
                  if (parameter.equals("unload_dependents")) {
                    truth(value, "/parameters/unload_dependents");
                  } else {
                    value.skip();
                  }
                });
          } else {
            json.skip();
          }
        });
    residency.unload(registry.model(call.model()).name(), requester(call));
    call.empty();
  }

  /** What is told whoever names a repository. */
  static ProtocolException unnamed() {
    return new ProtocolException(
        NOT_IMPLEMENTED, "There is one repository here, which has no name.");
  }

  private void loadMember(String name, JsonCursor json) {
    if (!name.equals("parameters")) {
      json.skip();
      return;
    }
    object(
        json,
        (parameter, value) -> {
          if (parameter.equals("config") || parameter.startsWith("file:")) {
            throw new ProtocolException(
                NOT_IMPLEMENTED,
                "Other files or another configuration are pushed, by PUT"
                    + " /api/v1/models/{model}/versions/{version}.");
          }
          value.skip();
        });
  }

  private static Map<String, Object> version(VersionStatus status, boolean leaving) {
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("name", status.id().name().value());
    version.put("version", status.id().version().toString());
    version.put("state", leaving ? "UNLOADING" : state(status.state()));
    version.put(
        "reason",
        status.state() == VersionState.RETIRED
            ? "unloaded"
            : Objects.requireNonNullElse(status.reason(), ""));
    return version;
  }

  private static String state(VersionState state) {
    return switch (state) {
      case READY -> "READY";
      case LOADING -> "LOADING";
      case FAILED, RETIRED, HELD -> "UNAVAILABLE";
    };
  }

  /** Reads the members of the body, if it has one. */
  private void members(Call call, BiConsumer<String, JsonCursor> member) throws IOException {
    try (BodyBytes body = new InferBody(call.request(), maxBodyBytes).read()) {
      if (body.length() == 0) {
        return;
      }
      JsonCursor json = new JsonCursor(body.bytes(), 0, body.length(), limits.maxDepth());
      object(json, member);
      json.end();
    }
  }

  private static void object(JsonCursor json, BiConsumer<String, JsonCursor> member) {
    if (json.value() != Value.OBJECT) {
      throw invalid("", "must be an object, not " + json.value().words());
    }
    json.beginObject();
    while (json.hasMember()) {
      member.accept(json.name(), json);
    }
  }

  private static boolean truth(JsonCursor json, String pointer) {
    Value value = json.value();
    if (value != Value.TRUE && value != Value.FALSE) {
      throw invalid(pointer, "must be true or false, not " + value.words());
    }
    return json.bool();
  }

  private static InvalidInstancesException invalid(String pointer, String detail) {
    Violation violation = new Violation(pointer, Rule.TYPE, detail, null);
    return new InvalidInstancesException(Kind.INVALID_PARAMETER, List.of(violation), 1);
  }

  private static Requester requester(Call call) {
    if (call.request().getAttribute(Caller.ATTRIBUTE) instanceof Caller caller
        && call.request().getAttribute(Requester.REQUEST_ID_ATTRIBUTE) instanceof String id) {
      return new Requester(caller, id);
    }
    throw new IllegalStateException("the request has no caller");
  }
}
