package io.sluice.traffic;

import io.sluice.model.InstanceSource;
import io.sluice.model.Instances;
import io.sluice.model.ModelId;
import io.sluice.model.ModelSignature;
import io.sluice.model.Prediction;
import io.sluice.model.Predictor;
import io.sluice.registry.Lease;
import org.jspecify.annotations.Nullable;

/** The version chosen for one request, leased until this is closed. */
public final class Route implements AutoCloseable {
  /** What a request has that takes part in no experiment, or has no key. */
  public static final long NONE = 0;

  private final Lease lease;
  private final InstanceSource source;
  private final @Nullable Arm arm;
  private final @Nullable RunningExperiment running;
  private final long unit;
  private @Nullable Instances copy;

  /** The way of a request that no experiment concerns. */
  Route(Lease lease, InstanceSource source) {
    this(lease, source, null, null, NONE);
  }

  /** The way of a request that shows nothing of the arm that answers it. */
  Route(Lease lease, InstanceSource source, Arm arm) {
    this(lease, source, arm, null, NONE);
  }

  /**
   * The way of a request.
   *
   * @param arm which the version answers for; null outside of experiments
   * @param running which the request takes part in; null for none
   * @param unit see {@link #unit}
   */
  Route(
      Lease lease,
      InstanceSource source,
      @Nullable Arm arm,
      @Nullable RunningExperiment running,
      long unit) {
    this.lease = lease;
    this.source = source;
    this.arm = arm;
    this.running = running;
    this.unit = unit;
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

  /** The experiment that the answer tells something of; {@link #NONE} without one. */
  public long experiment() {
    return running == null ? NONE : running.experiment().id();
  }

  /**
   * Tells the keys apart that requests are assigned by: what comes from one key is not independent.
   * {@link #NONE} if each request was assigned for itself.
   */
  public long unit() {
    return unit;
  }

  /** The same instances, a copy of which is kept if a shadow is to answer them too. */
  public InstanceSource watch(InstanceSource instances) {
    return running != null && running.wantsCopy()
        ? instances.reading(signature -> read(instances, signature))
        : instances;
  }

  private Instances read(InstanceSource instances, ModelSignature signature) {
    Instances given = instances.read(signature);
    copy = ShadowQueue.copy(given);
    return given;
  }

  /**
   * Says that it was answered.
   *
   * @param prediction the answer, which shadows are compared with
   * @param nanos from the choice of the version to the answer
   */
  public void answered(Prediction prediction, long nanos) {
    if (running == null || arm == null) {
      return;
    }
    running.answered(arm.name(), unit, prediction.rows(), nanos);
    if (copy != null) {
      running.mirror(copy, prediction);
    }
  }

  /** Says that the version failed to answer. */
  public void failed() {
    if (running != null && arm != null) {
      running.failed(arm.name(), unit);
    }
  }

  @Override
  public void close() {
    lease.close();
  }
}
