package io.sluice.tensorflow;

import io.sluice.model.Alias;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Target;
import io.sluice.registry.ModelEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a path selects: a model, or with a version or a label one of its versions. A label is one of
 * our aliases.
 *
 * @param version null without one
 * @param label null without one
 */
record Selection(ModelName model, @Nullable ModelVersion version, @Nullable Alias label) {

  /**
   * What the words of a path select.
   *
   * @param model as decoded
   * @param version digits; null without
   * @param label as decoded; null without
   * @throws ServingException if no model, version or alias could be called so
   */
  static Selection of(String model, @Nullable String version, @Nullable String label) {
    if (!ModelName.isValid(model)) {
      throw new ServingException(Kind.MODEL_NOT_FOUND, "there is no model of this name");
    }
    ModelName name = new ModelName(model);
    return new Selection(
        name,
        version == null ? null : parse(name, version),
        label == null ? null : label(name, label));
  }

  /** Whom a prediction asks. */
  Target target() {
    if (version != null) {
      return new Target.Pinned(new ModelId(model, version));
    }
    return label == null ? new Target.Live(model) : new Target.Aliased(model, label);
  }

  /**
   * The one version that answers; empty if none of the model does now.
   *
   * @throws ServingException if the version or label is not there
   */
  Optional<ModelVersion> answering(ModelEntry entry) {
    if (version != null) {
      return Optional.of(version);
    }
    if (label == null) {
      return entry.live();
    }
    ModelVersion labelled = entry.aliases().get(label);
    if (labelled == null) {
      throw noLabel(model);
    }
    return Optional.of(labelled);
  }

  /** Whether all versions are meant, where all can be told of. */
  boolean isWhole() {
    return version == null && label == null;
  }

  private static ModelVersion parse(ModelName model, String digits) {
    try {
      return ModelVersion.parse(digits);
    } catch (IllegalArgumentException e) {
      throw new ServingException(
          Kind.VERSION_NOT_FOUND, "'%s' has no such version".formatted(model), e);
    }
  }

  private static Alias label(ModelName model, String label) {
    try {
      return new Alias(label);
    } catch (IllegalArgumentException e) {
      throw new ServingException(
          Kind.ALIAS_NOT_FOUND, "'%s' has no such label".formatted(model), e);
    }
  }

  private static ServingException noLabel(ModelName model) {
    return new ServingException(Kind.ALIAS_NOT_FOUND, "'%s' has no such label".formatted(model));
  }
}
