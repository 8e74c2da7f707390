package io.sluice.openinference;

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
  private static final String BUILD = "/META-INF/sluice-build.properties";

  /** All that is served. */
  @Produces
  @Singleton
  Routes routes(
      Predictions predictions,
      PredictionConfig config,
      ModelRegistry registry,
      @ConfigProperty(name = "sluice.predict.max-body-bytes") long maxBodyBytes) {
    return routes(
        new InferExchange(predictions, config.limits(), maxBodyBytes), registry, version());
  }

  static Routes routes(InferExchange infer, ModelRegistry registry, String version) {
    // Each extension stands here with its routes, or with the exchange that speaks it.
    List<String> extensions =
        new ArrayList<>(List.of("classification", "binary_tensor_data", "parameters"));
    ServerExchanges server = new ServerExchanges(registry, version, extensions);
    ModelExchanges models = new ModelExchanges(registry);
    List<Route> routes = new ArrayList<>();
    routes.add(Route.open("GET", "/v2", server::metadata));
    routes.add(Route.open("GET", "/v2/", server::metadata));
    routes.add(Route.open("GET", "/v2/health/live", server::live));
    routes.add(Route.open("GET", "/v2/health/ready", server::ready));
    routes.add(Route.of("GET", "/v2/models", Role.PREDICT, server::models));
    for (String path : List.of(MODEL, VERSION)) {
      routes.add(Route.of("GET", path, Role.PREDICT, models::metadata));
      routes.add(Route.of("GET", path + "/ready", Role.PREDICT, models::ready));
      routes.add(Route.of("POST", path + "/infer", Role.PREDICT, infer));
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
