package io.sluice.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The API: every resource and provider of the application, found by the container. */
@ApplicationPath(ApiApplication.PATH)
public class ApiApplication extends Application {
  /** Where the API lies. */
  public static final String PATH = "/api/v1";

  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        // The contract is openapi.yaml; a second description, made up by the server, is none.
        "jersey.config.server.wadl.disableWadl",
        true,
        // Nothing here is bound or validated by annotations: do not look for it on every call.
        "jersey.config.beanValidation.disable.server",
        true,
        // Entities are bytes that the features write themselves.
        "jersey.config.disableMoxyJson",
        true);
  }
}
