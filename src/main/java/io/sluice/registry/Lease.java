package io.sluice.registry;

import io.sluice.model.ModelId;
import io.sluice.model.Predictor;
import java.util.concurrent.atomic.AtomicBoolean;

/** The right to use a version until it is closed; the version stays in memory that long. */
public final class Lease implements AutoCloseable {
  private final ModelId id;
  private final LeaseCount count;
  private final AtomicBoolean open = new AtomicBoolean(true);

  Lease(ModelId id, LeaseCount count) {
    this.id = id;
    this.count = count;
  }

  /** The version leased. */
  public ModelId id() {
    return id;
  }

  /** Its predictor; not to be used after {@link #close}. */
  public Predictor predictor() {
    return count.predictor();
  }

  @Override
  public void close() {
    if (open.getAndSet(false)) {
      count.release();
    }
  }
}
