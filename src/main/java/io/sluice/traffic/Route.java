package io.sluice.traffic;

import io.sluice.model.InstanceSource;
import io.sluice.model.ModelId;
import io.sluice.model.Predictor;
import io.sluice.registry.Lease;
import org.jspecify.annotations.Nullable;

/** The version chosen for one request, leased until this is closed. */
public final class Route implements AutoCloseable {
  private final Lease lease;
  private final InstanceSource source;
  private final @Nullable Arm arm;
  private final @Nullable ArmCounts counts;

  /** The way of a request that no experiment concerns. */
  Route(Lease lease, InstanceSource source) {
    this(lease, source, null, null);
  }

  /**
   * @param arm which the version answers for
   * @param counts told what became of it
   */
  Route(Lease lease, InstanceSource source, @Nullable Arm arm, @Nullable ArmCounts counts) {
    this.lease = lease;
    this.source = source;
    this.arm = arm;
    this.counts = counts;
  }

  /** The version that answers. */
  public ModelId id() {
    return lease.id();
  }

  /** Its predictor; not to be used after {@link #close}. */
  public Predictor predictor() {
    return lease.predictor();
  }

  /** The instances to be predicted: as they came, or read already. */
  public InstanceSource source() {
    return source;
  }

  /** The arm that answers; null without an experiment. */
  public @Nullable String arm() {
    return arm == null ? null : arm.name();
  }

  /**
   * Says that it was answered.
   *
   * @param rows instances of the answer
   */
  public void answered(int rows) {
    if (counts != null) {
      counts.answered(rows);
    }
  }

  /** Says that the version failed to answer. */
  public void failed() {
    if (counts != null) {
      counts.failed();
    }
  }

  @Override
  public void close() {
    lease.close();
  }
}
