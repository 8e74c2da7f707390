package io.sluice.tensorflow;

import static io.sluice.codec.JsonTree.object;

import io.sluice.codec.AnswerBytes;
import io.sluice.model.ModelId;
import io.sluice.model.ModelVersion;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.registry.Draining;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells where versions stand: TensorFlow Serving's {@code model_version_status}, and beside it
 * KServe's {@code name} and {@code ready}, which take nothing from it.
 */
final class StatusExchange {
  private final ModelRegistry registry;

  StatusExchange(ModelRegistry registry) {
    this.registry = registry;
  }

  /**
   * The state of the version selected, or of all, the highest number first.
   *
   * @throws ServingException if the model, version or label is not there
   */
  void status(Call call, AnswerBytes out) {
    Selection selection = call.selected();
    ModelEntry entry = registry.model(selection.model());
    Optional<ModelVersion> answering = selection.answering(entry);
    Collection<VersionStatus> told =
        selection.isWhole()
            ? entry.versions().values()
            : List.of(one(entry, answering.orElseThrow()));
    boolean ready =
        answering
            .flatMap(entry::version)
            .filter(status -> status.state() == VersionState.READY)
            .isPresent();
    List<Map<String, Object>> states = told.stream().map(this::state).toList();
    Json.write(
        object("model_version_status", states, "name", entry.name().value(), "ready", ready), out);
  }

  private static VersionStatus one(ModelEntry entry, ModelVersion version) {
    return entry
        .version(version)
        .orElseThrow(
            () ->
                new ServingException(
                    Kind.VERSION_NOT_FOUND,
                    "'%s' has no version %s".formatted(entry.name(), version)));
  }

  private Map<String, Object> state(VersionStatus status) {
    String reason = status.reason();
    return object(
        "version",
        status.id().version().toString(),
        "state",
        state(status.state(), status.id()),
        "status",
        object(
            "error_code",
            errorCode(status.state()),
            "error_message",
            reason == null || status.state() == VersionState.READY ? "" : reason));
  }

  /** The states of {@code get_model_status.proto}: a version that failed to load has ended. */
  private String state(VersionState state, ModelId id) {
    return switch (state) {
      case LOADING -> "LOADING";
      case READY -> "AVAILABLE";
      case HELD -> "START";
      case FAILED -> "END";
      case RETIRED -> isInUse(id) ? "UNLOADING" : "END";
    };
  }

  private static String errorCode(VersionState state) {
    return switch (state) {
      case LOADING, READY, RETIRED -> "OK";
      case HELD -> "FAILED_PRECONDITION";
      case FAILED -> "UNKNOWN";
    };
  }

  private boolean isInUse(ModelId id) {
    return registry.draining().stream().map(Draining::id).anyMatch(id::equals);
  }
}
