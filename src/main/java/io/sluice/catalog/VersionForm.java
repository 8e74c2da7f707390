package io.sluice.catalog;

import static io.sluice.codec.JsonTree.object;
import static io.sluice.codec.JsonTree.textOrNull;

import io.sluice.model.Alias;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelSignature;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Versions in the form of the contract's {@code Version}. */
final class VersionForm {
  private VersionForm() {}

  /** All versions of a model, the highest number first. */
  static Map<String, Object> list(ModelEntry entry) {
    return object(
        "model",
        entry.name().value(),
        "versions",
        entry.versions().values().stream().map(status -> version(entry, status)).toList());
  }

  /** One version. */
  static Map<String, Object> version(ModelEntry entry, VersionStatus status) {
    boolean live = entry.live().filter(status.id().version()::equals).isPresent();
    boolean read = status.digest() != null;
    boolean loaded = status.state() == VersionState.READY || status.state() == VersionState.RETIRED;
    return object(
        "model", status.id().name().value(),
        "version", status.id().version().toString(),
        "state", status.state().name(),
        "live", live,
        "aliases", aliases(entry, status),
        "engine", textOrNull(status.engine()),
        "engineReason", status.engineReason(),
        "digest", read ? String.valueOf(status.digest()) : null,
        "sizeBytes", read ? status.sizeBytes() : null,
        "loadMillis", loaded ? status.loadMillis() : null,
        "warmUpMillis", loaded ? status.warmUpMillis() : null,
        "reason", status.reason(),
        "gate", status.gate() == null ? null : GateForm.of(status.gate()),
        "signature", signature(status.signature(), status.descriptor()),
        "descriptor", descriptor(status.descriptor()));
  }

  private static List<String> aliases(ModelEntry entry, VersionStatus status) {
    return entry.aliases().entrySet().stream()
        .filter(alias -> alias.getValue().equals(status.id().version()))
        .map(Map.Entry::getKey)
        .map(Alias::value)
        .sorted()
        .toList();
  }

  private static @Nullable Map<String, Object> signature(
      @Nullable ModelSignature signature, @Nullable ModelDescriptor descriptor) {
    if (signature == null) {
      return null;
    }
    return object(
        "task", signature.task().wireName(),
        "operation", descriptor == null ? null : descriptor.operation().value(),
        "inputs", FieldForm.inputs(signature.inputs()),
        "outputs", FieldForm.outputs(signature.outputs()));
  }

  /** The {@code model.json} as it is, or one that says what the server found out. */
  private static @Nullable Map<String, Object> descriptor(@Nullable ModelDescriptor descriptor) {
    if (descriptor == null) {
      return null;
    }
    if (!descriptor.derived()) {
      return descriptor.document();
    }
    return object(
        "name", descriptor.id().name().value(),
        "version", descriptor.id().version().toString(),
        "description", textOrNull(descriptor.description()),
        "task", descriptor.task().wireName(),
        "operation", descriptor.operation().value(),
        "inputs", FieldForm.inputs(descriptor.inputs()),
        "outputs", FieldForm.outputs(descriptor.outputs()));
  }
}
