package io.sluice.prediction;

import io.sluice.model.Alias;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.OperationName;
import io.sluice.model.Target;
import org.jspecify.annotations.Nullable;

/**
 * One of the four paths that predict.
 *
 * @param target what is asked
 * @param template the path as the contract writes it
 */
record DirectRoute(Target target, String template) {
  private static final String API = "/api/v1/";
  private static final String MODELS = API + "models/";
  private static final String PREDICT = "/predict";
  private static final String VERSIONS = "/versions/";
  private static final String ALIASES = "/aliases/";
  private static final String OPERATION = API + "predict_";
  private static final String MODEL_TEMPLATE = MODELS + "{model}";

  /**
   * The route of a path as it came, still encoded.
   *
   * @return null if it is another path, or holds a name that no model could have: JAX-RS says so
   */
  static @Nullable DirectRoute of(String path) {
    try {
      if (path.startsWith(MODELS) && path.endsWith(PREDICT)) {
        int end = path.length() - PREDICT.length();
        return end <= MODELS.length() ? null : ofModel(path.substring(MODELS.length(), end));
      }
      return path.startsWith(OPERATION)
          ? new DirectRoute(
              new Target.Operation(new OperationName(path.substring(API.length()))),
              API + "{operation}")
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable DirectRoute ofModel(String rest) {
    int slash = rest.indexOf('/');
    if (slash < 0) {
      return new DirectRoute(new Target.Live(new ModelName(rest)), MODEL_TEMPLATE + PREDICT);
    }
    ModelName model = new ModelName(rest.substring(0, slash));
    if (rest.startsWith(VERSIONS, slash)) {
      ModelVersion version = ModelVersion.parse(rest.substring(slash + VERSIONS.length()));
      return new DirectRoute(
          new Target.Pinned(new ModelId(model, version)),
          MODEL_TEMPLATE + VERSIONS + "{version}" + PREDICT);
    }
    if (rest.startsWith(ALIASES, slash)) {
      return new DirectRoute(
          new Target.Aliased(model, new Alias(rest.substring(slash + ALIASES.length()))),
          MODEL_TEMPLATE + ALIASES + "{alias}" + PREDICT);
    }
    return null;
  }
}
