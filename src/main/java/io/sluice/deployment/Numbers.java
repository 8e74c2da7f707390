package io.sluice.deployment;

import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.util.HashMap;
import java.util.Map;

/**
 * The numbers that pushes under way are about to take: two of them must not work towards the same
 * one. Safe for any number of threads.
 */
final class Numbers {
  private final Map<ModelId, Digest> taken = new HashMap<>();

  /**
   * Takes a number.
   *
   * @throws ChangeException if another push is about to take it
   */
  synchronized Held take(ModelId id, Digest digest) {
    Digest other = taken.putIfAbsent(id, digest);
    if (other != null) {
      throw new ChangeException(
          Kind.VERSION_CONFLICT,
          other.equals(digest)
              ? "the same bytes are being pushed as version %s of '%s' already"
                  .formatted(id.version(), id.name())
              : "other bytes are being pushed as version %s of '%s'"
                  .formatted(id.version(), id.name()));
    }
    return new Held(id);
  }

  /**
   * Takes the lowest number that no push under way is about to take.
   *
   * @param first the lowest that nobody was given yet
   */
  synchronized Held next(ModelName model, ModelVersion first, Digest digest) {
    ModelId id = new ModelId(model, first);
    while (taken.containsKey(id)) {
      id = new ModelId(model, new ModelVersion(id.version().number() + 1));
    }
    return take(id, digest);
  }

  private synchronized void free(ModelId id) {
    taken.remove(id);
  }

  /** A number that is held until this is closed. */
  final class Held implements AutoCloseable {
    private final ModelId id;

    private Held(ModelId id) {
      this.id = id;
    }

    ModelId id() {
      return id;
    }

    @Override
    public void close() {
      free(id);
    }
  }
}
