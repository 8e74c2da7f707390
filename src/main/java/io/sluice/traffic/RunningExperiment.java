package io.sluice.traffic;

import io.sluice.model.Instances;
import io.sluice.model.ModelId;
import io.sluice.model.Prediction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** An experiment that splits requests now, and what its arms were asked. */
public final class RunningExperiment {
  private static final int MOST_UNITS = 1_000_000;

  private final Experiment experiment;
  private final @Nullable ShadowQueue queue;
  private final List<Arm> shadows;
  private final Map<String, ArmCounts> counts;
  private final Map<String, ShadowCounts> shadowed;
  // Told apart anew with each change of the weights: they are held against the present ones.
  private final UnitSet seen = new UnitSet(MOST_UNITS);
  private final Map<String, LongAdder> units = new HashMap<>();

  /** Begins to count at zero, and asks no shadow. */
  public RunningExperiment(Experiment experiment) {
    this(experiment, null);
  }

  /**
   * Begins to count at zero.
   *
   * @param queue asks the shadows; null to ask none
   */
  public RunningExperiment(Experiment experiment, @Nullable ShadowQueue queue) {
    this(experiment, queue, Map.of(), Map.of());
  }

  private RunningExperiment(
      Experiment experiment,
      @Nullable ShadowQueue queue,
      Map<String, ArmCounts> before,
      Map<String, ShadowCounts> shadowedBefore) {
    this.experiment = experiment;
    this.queue = queue;
    this.shadows = experiment.arms().stream().filter(Arm::shadow).toList();
    Map<String, ArmCounts> each = new HashMap<>();
    Map<String, ShadowCounts> eachShadow = new HashMap<>();
    for (Arm arm : experiment.arms()) {
      each.put(arm.name(), before.getOrDefault(arm.name(), new ArmCounts()));
      units.put(arm.name(), new LongAdder());
      if (arm.shadow()) {
        eachShadow.put(arm.name(), shadowedBefore.getOrDefault(arm.name(), new ShadowCounts()));
      }
    }
    this.counts = Map.copyOf(each);
    this.shadowed = Map.copyOf(eachShadow);
  }

  /** The same experiment with other weights: what was counted of its arms stays. */
  public RunningExperiment changed(Experiment newExperiment) {
    return new RunningExperiment(newExperiment, queue, counts, shadowed);
  }

  /** How requests are split. */
  public Experiment experiment() {
    return experiment;
  }

  /**
   * The figures of an arm.
   *
   * @throws NullPointerException if there is no such arm
   */
  public ArmCounts counts(String arm) {
    return Objects.requireNonNull(counts.get(arm), arm);
  }

  /**
   * The figures of a shadow.
   *
   * @throws NullPointerException if there is no such shadow
   */
  public ShadowCounts shadowed(String arm) {
    return Objects.requireNonNull(shadowed.get(arm), arm);
  }

  /**
   * How many units came to an arm since the weights are as they are: keys that requests were
   * assigned by, and each request without one. Not counted further once there are a million keys.
   *
   * @throws NullPointerException if there is no such arm
   */
  public long units(String arm) {
    return adder(arm).sum();
  }

  void answered(String arm, long unit, int rows, long nanos) {
    counts(arm).answered(rows, nanos);
    assigned(arm, unit);
  }

  void failed(String arm, long unit) {
    counts(arm).failed();
    assigned(arm, unit);
  }

  /** Whether some shadow wants a copy of the next request; if not for want of room, counts that. */
  boolean wantsCopy() {
    if (shadows.isEmpty() || queue == null) {
      return false;
    }
    boolean room = queue.hasRoom();
    if (!room) {
      shadows.forEach(shadow -> shadowed(shadow.name()).dropped(1));
    }
    return room;
  }

  void mirror(Instances copy, Prediction answer) {
    for (Arm shadow : shadows) {
      Objects.requireNonNull(queue)
          .offer(
              new ModelId(experiment.model(), shadow.version()),
              shadowed(shadow.name()),
              copy,
              answer);
    }
  }

  private void assigned(String arm, long unit) {
    boolean counts = unit == Route.NONE ? !seen.isFull() : seen.add(unit);
    if (counts) {
      adder(arm).increment();
    }
  }

  private LongAdder adder(String arm) {
    return Objects.requireNonNull(units.get(arm), arm);
  }
}
