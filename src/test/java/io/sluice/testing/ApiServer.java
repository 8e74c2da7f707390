package io.sluice.testing;

import io.sluice.rest.ApiApplication;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.SeBootstrap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The JAX-RS implementation of the server in this JVM, with resources and providers that a test
 * made: everything but CDI, servlets and the network's far end.
 */
public final class ApiServer implements AutoCloseable {
  private final SeBootstrap.Instance instance;

  private ApiServer(SeBootstrap.Instance instance) {
    this.instance = instance;
  }

  /** Serves these resources and providers below the API's path, on a port that is free. */
  public static ApiServer start(Object... components) {
    SeBootstrap.Configuration where =
        SeBootstrap.Configuration.builder()
            .host("localhost")
            .port(SeBootstrap.Configuration.FREE_PORT)
            .rootPath("/")
            .build();
    return new ApiServer(
        SeBootstrap.start(new Components(Set.of(components)), where)
            .toCompletableFuture()
            .orTimeout(30, TimeUnit.SECONDS)
            .join());
  }

  /** For talking to this server. */
  public SluiceClient client() {
    return SluiceServer.clientOf(instance.configuration().port());
  }

  @Override
  public void close() {
    instance.stop().toCompletableFuture().join();
  }

  /** The application of the server, with its components made by hand. */
  @ApplicationPath(ApiApplication.PATH)
  private static final class Components extends ApiApplication {
    private final Set<Object> components;

    Components(Set<Object> components) {
      this.components = new LinkedHashSet<>(components);
    }

    @Override
    public Set<Class<?>> getClasses() {
      return Set.of();
    }

    @Override
    @SuppressWarnings("deprecation") // Instances can be handed to JAX-RS in no other way.
    public Set<Object> getSingletons() {
      return components;
    }
  }
}
