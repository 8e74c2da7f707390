package io.sluice.openinference;

import static io.sluice.codec.JsonTree.object;

import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.registry.ModelRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Tells of the server: what it is, whether it lives, whether it is ready, which models it has. */
final class ServerExchanges {
  private final ModelRegistry registry;
  private final Map<String, Object> metadata;

  /**
   * @param version of the server
   * @param extensions of the protocol that work
   */
  ServerExchanges(ModelRegistry registry, String version, List<String> extensions) {
    this.registry = registry;
    this.metadata = object("name", "sluice", "version", version, "extensions", extensions);
  }

  void metadata(Call call) throws IOException {
    call.json(metadata);
  }

  void live(Call call) throws IOException {
    call.json(object("live", true));
  }

  void ready(Call call) throws IOException {
    if (!registry.isBooted() || !registry.snapshot().answers()) {
      throw new ServingException(Kind.VERSION_NOT_READY, "The server is not ready.");
    }
    call.json(object("ready", true));
  }

  /** All models that the caller may know of. */
  void models(Call call) throws IOException {
    call.json(
        object(
            "models",
            registry.snapshot().models().stream()
                .filter(entry -> call.caller().mayUse(entry.name()))
                .map(entry -> entry.name().value())
                .toList()));
  }
}
