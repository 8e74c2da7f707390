package io.sluice.openinference;

import static io.sluice.codec.JsonTree.object;

import io.sluice.codec.JsonTree;
import io.sluice.codec.ModelPorts;
import io.sluice.codec.TensorPort;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Target;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells of a model or one of its versions: what it takes and gives, whether it is ready. */
final class ModelExchanges {
  private final ModelRegistry registry;

  ModelExchanges(ModelRegistry registry) {
    this.registry = registry;
  }

  void ready(Call call) throws IOException {
    VersionStatus status = ready(call.target());
    call.json(object("name", status.id().name().value(), "ready", true));
  }

  void metadata(Call call) throws IOException {
    VersionStatus status = ready(call.target());
    ModelSignature signature = status.signature();
    if (signature == null) {
      throw notReady(status);
    }
    ModelPorts ports = ModelPorts.of(signature);
    call.json(
        object(
            "name", status.id().name().value(),
            "versions", versions(registry.model(status.id().name())),
            "platform", platform(status),
            "inputs", ports.inputs().stream().map(ModelExchanges::tensor).toList(),
            "outputs", ports.outputs().stream().map(ModelExchanges::tensor).toList(),
            "properties", properties(status.descriptor(), signature, ports)));
  }

  /** The version that would answer. */
  private VersionStatus ready(Target target) {
    if (target instanceof Target.Live live) {
      ModelEntry entry = registry.model(live.model());
      return entry
          .liveStatus()
          .orElseThrow(
              () ->
                  new ServingException(
                      Kind.VERSION_NOT_READY,
                      "no version of '%s' is ready".formatted(live.model())));
    }
    ModelId id = ((Target.Pinned) target).id();
    Optional<VersionStatus> status = registry.model(id.name()).version(id.version());
    VersionStatus found =
        status.orElseThrow(
            () ->
                new ServingException(
                    Kind.VERSION_NOT_FOUND,
                    "'%s' has no version %s".formatted(id.name(), id.version())));
    if (found.state() != VersionState.READY) {
      throw notReady(found);
    }
    return found;
  }

  private static ServingException notReady(VersionStatus status) {
    return new ServingException(
        Kind.VERSION_NOT_READY,
        "version %s of '%s' is %s"
            .formatted(status.id().version(), status.id().name(), status.state()));
  }

  private static List<String> versions(ModelEntry entry) {
    return entry.versions().values().stream()
        .filter(status -> status.state() == VersionState.READY)
        .map(status -> status.id().version().toString())
        .toList();
  }

  private static String platform(VersionStatus status) {
    return status.engine().equals("onnx") ? "onnxruntime_onnx" : "deeplearning4j_zip";
  }

  static Map<String, Object> tensor(TensorPort port) {
    return object("name", port.name(), "datatype", port.type().name(), "shape", port.shape());
  }

  /** What the protocol has no member for; texts, as its OpenAPI file has them. */
  private static Map<String, Object> properties(
      @Nullable ModelDescriptor descriptor, ModelSignature signature, ModelPorts ports) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("task", signature.task().wireName());
    if (descriptor != null) {
      properties.put("operation", descriptor.operation().value());
      if (!descriptor.description().isEmpty()) {
        properties.put("description", descriptor.description());
      }
    }
    if (ports.encoded() != null) {
      properties.put("encoded_input", json(tensor(ports.encoded())));
    }
    signature
        .outputs()
        .forEach(
            output -> {
              if (output instanceof ClassOutput classes) {
                properties.put("labels." + output.name(), json(classes.labels()));
              } else if (output instanceof QuantityOutput quantities) {
                properties.put(
                    "quantities." + output.name(),
                    json(quantities.quantities().stream().map(one -> one.name()).toList()));
              }
            });
    return properties;
  }

  private static String json(Object tree) {
    return new String(JsonTree.bytes(tree), StandardCharsets.UTF_8);
  }
}
