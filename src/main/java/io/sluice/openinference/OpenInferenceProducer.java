package io.sluice.openinference;

import io.sluice.deployment.Residency;
import io.sluice.model.Role;
import io.sluice.prediction.PredictionConfig;
import io.sluice.prediction.Predictions;
import io.sluice.registry.ModelRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts together the operations of the protocol, once for all requests. */
@ApplicationScoped
public class OpenInferenceProducer {
  private static final String MODEL = "/v2/models/{model}";
  private static final String VERSION = MODEL + "/versions/{version}";
  private static final String REPOSITORY = "/v2/repository";
  private static final String BUILD = "/META-INF/sluice-build.properties";

  /** All that is served. */
  @Produces
  @Singleton
  Routes routes(
      Predictions predictions,
      PredictionConfig config,
      ModelRegistry registry,
      Residency residency,
      @ConfigProperty(name = "sluice.predict.max-body-bytes") long maxBodyBytes) {
    return routes(
        new InferExchange(predictions, config.limits(), maxBodyBytes),
        new RepositoryExchanges(registry, residency, config.limits(), maxBodyBytes),
        registry,
        version());
  }

  static Routes routes(
      InferExchange infer, RepositoryExchanges repository, ModelRegistry registry, String version) {
    // Each extension stands here with its routes, or with the exchange that speaks it.
    List<String> extensions =
        new ArrayList<>(
            List.of("classification", "model_repository", "binary_tensor_data", "parameters"));
    ServerExchanges server = new ServerExchanges(registry, version, extensions);
    ModelExchanges shown = new ModelExchanges(registry);
    List<Route> routes = new ArrayList<>();
    routes.add(Route.open("GET", "/v2", server::metadata));
    routes.add(Route.open("GET", "/v2/", server::metadata));
    routes.add(Route.open("GET", "/v2/health/live", server::live));
    routes.add(Route.open("GET", "/v2/health/ready", server::ready));
    routes.add(Route.of("GET", "/v2/models", Role.PREDICT, server::models));
    for (String path : List.of(MODEL, VERSION)) {
      routes.add(Route.of("GET", path, Role.PREDICT, shown::metadata));
      routes.add(Route.of("GET", path + "/ready", Role.PREDICT, shown::ready));
      routes.add(Route.of("POST", path + "/infer", Role.PREDICT, infer));
    }
    String models = REPOSITORY + "/models/{model}";
    routes.add(Route.of("POST", REPOSITORY + "/index", Role.MODEL_ADMIN, repository::index));
    routes.add(Route.of("POST", models + "/load", Role.MODEL_ADMIN, repository::load));
    routes.add(Route.of("POST", models + "/unload", Role.MODEL_ADMIN, repository::unload));
    for (String named : List.of("/index", "/models/{model}/load", "/models/{model}/unload")) {
      routes.add(
          Route.of(
              "POST",
              REPOSITORY + "/{repository}" + named,
              Role.MODEL_ADMIN,
              call -> {
                throw RepositoryExchanges.unnamed();
              }));
    }
    return new Routes(routes);
  }

  private static String version() {
    try (InputStream file =
        Objects.requireNonNull(OpenInferenceProducer.class.getResourceAsStream(BUILD), BUILD)) {
      Properties build = new Properties();
      build.load(file);
      return build.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
