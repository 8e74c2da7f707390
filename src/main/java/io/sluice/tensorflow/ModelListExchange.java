package io.sluice.tensorflow;

import io.sluice.codec.AnswerBytes;
import io.sluice.codec.JsonTree;
import io.sluice.model.Caller;
import io.sluice.registry.ModelRegistry;
import java.util.List;

/** Lists the models, as KServe's V1 does and TensorFlow Serving does not. */
final class ModelListExchange {
  private final ModelRegistry registry;

  ModelListExchange(ModelRegistry registry) {
    this.registry = registry;
  }

  /** The names of all models that the caller may know of, sorted. */
  void list(Call call, AnswerBytes out) {
    Caller caller = call.caller();
    List<String> names =
        registry.snapshot().models().stream()
            .filter(entry -> caller.mayUse(entry.name()))
            .map(entry -> entry.name().value())
            .toList();
    Json.write(JsonTree.object("models", names), out);
  }
}
