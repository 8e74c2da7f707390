package io.sluice.deployment;

import io.sluice.model.ModelName;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models that somebody took out of this process's memory: what brings missing versions leaves
 * them alone. For any number of threads.
 */
final class Unloaded {
  private final Set<ModelName> models = ConcurrentHashMap.newKeySet();

  void add(ModelName model) {
    models.add(model);
  }

  void remove(ModelName model) {
    models.remove(model);
  }

  boolean contains(ModelName model) {
    return models.contains(model);
  }
}
