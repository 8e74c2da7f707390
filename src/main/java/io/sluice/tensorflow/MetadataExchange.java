package io.sluice.tensorflow;

import static io.sluice.codec.JsonTree.object;

import io.sluice.codec.AnswerBytes;
import io.sluice.model.ModelSignature;
import io.sluice.model.ModelVersion;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells what a version takes and gives, as the JSON of {@code get_model_metadata.proto}: the map of
 * signatures lies in a message of one field, hence {@code signature_def} twice.
 */
final class MetadataExchange {
  private final ModelRegistry registry;

  MetadataExchange(ModelRegistry registry) {
    this.registry = registry;
  }

  /**
   * The signatures of the version selected, or of the live one.
   *
   * @throws ServingException if the model, version or label is not there, or does not answer now
   */
  void metadata(Call call, AnswerBytes out) {
    Selection selection = call.selected();
    ModelEntry entry = registry.model(selection.model());
    ModelVersion version =
        selection
            .answering(entry)
            .orElseThrow(
                () ->
                    new ServingException(
                        Kind.VERSION_NOT_READY, "no version of '" + entry.name() + "' is ready"));
    ModelSignature signature = signature(entry, version);
    Map<String, Object> signatures = new LinkedHashMap<>();
    for (SignatureName name : SignatureName.of(signature)) {
      signatures.put(name.wireName(), SignatureDef.of(name, signature));
    }
    Json.write(
        object(
            "model_spec",
            object(
                "name", entry.name().value(),
                "signature_name", "",
                "version", version.toString()),
            "metadata",
            object("signature_def", object("signature_def", signatures))),
        out);
  }

  private static ModelSignature signature(ModelEntry entry, ModelVersion version) {
    VersionStatus status =
        entry
            .version(version)
            .orElseThrow(
                () ->
                    new ServingException(
                        Kind.VERSION_NOT_FOUND,
                        "'%s' has no version %s".formatted(entry.name(), version)));
    ModelSignature signature = status.signature();
    if (signature == null || status.state() != VersionState.READY) {
      throw new ServingException(
          Kind.VERSION_NOT_READY,
          "version %s of '%s' is %s".formatted(version, entry.name(), status.state()));
    }
    return signature;
  }
}
