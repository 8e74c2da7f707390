package io.sluice.catalog;

import static io.sluice.codec.JsonTree.object;
import static io.sluice.codec.JsonTree.textOrNull;

import io.sluice.model.Alias;
import io.sluice.model.Caller;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.OperationName;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.RegistrySnapshot;
import io.sluice.registry.VersionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Models in the form of the contract's {@code Model}. */
final class ModelForm {
  private final RegistrySnapshot snapshot;
  private final String base;

  /**
   * @param snapshot the models, all at one moment
   * @param base the path of the API, with a slash at its end: {@code /api/v1/}
   */
  ModelForm(RegistrySnapshot snapshot, String base) {
    this.snapshot = snapshot;
    this.base = base;
  }

  /** All models that a caller may know of, sorted by name. */
  Map<String, Object> list(Caller caller) {
    return object(
        "models",
        snapshot.models().stream()
            .filter(entry -> caller.mayUse(entry.name()))
            .map(this::model)
            .toList());
  }

  /** One model. */
  Map<String, Object> model(ModelEntry entry) {
    ModelDescriptor live = entry.liveStatus().map(VersionStatus::descriptor).orElse(null);
    return object(
        "name", entry.name().value(),
        "description", live == null ? null : textOrNull(live.description()),
        "task", live == null ? null : live.task().wireName(),
        "operation", live == null ? null : live.operation().value(),
        "liveVersion", entry.live().map(ModelVersion::toString).orElse(null),
        "aliases", aliases(entry),
        "versions", versions(entry),
        "links", links(entry.name(), live == null ? null : live.operation()));
  }

  private static Map<String, String> aliases(ModelEntry entry) {
    Map<String, String> sorted = new TreeMap<>();
    for (Map.Entry<Alias, ModelVersion> alias : entry.aliases().entrySet()) {
      sorted.put(alias.getKey().value(), alias.getValue().toString());
    }
    return sorted;
  }

  private static List<Object> versions(ModelEntry entry) {
    List<Object> versions = new ArrayList<>();
    for (VersionStatus status : entry.versions().values()) {
      versions.add(
          object("version", status.id().version().toString(), "state", status.state().name()));
    }
    return versions;
  }

  private Map<String, Object> links(ModelName name, @Nullable OperationName operation) {
    String self = base + "models/" + name;
    return object(
        "self", self,
        "versions", self + "/versions",
        "predict", self + "/predict",
        "operation", operation == null ? null : operationPath(name, operation).orElse(null),
        "openapi", self + "/openapi.json");
  }

  /** Where the operation is served; empty if another model answers under its name. */
  private Optional<String> operationPath(ModelName name, OperationName operation) {
    return snapshot.byOperation(operation).filter(name::equals).map(owner -> base + operation);
  }
}
