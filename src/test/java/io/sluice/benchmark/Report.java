package io.sluice.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything one run found; filled phase by phase, in the order of the phases. */
final class Report {
  private final Machine machine;
  private final List<Figures.Inference> inference = new ArrayList<>();
  private final List<Figures.Codec> codec = new ArrayList<>();
  private final List<Figures.Start> start = new ArrayList<>();
  private final List<Figures.Load> load = new ArrayList<>();
  private final List<Figures.Load> batching = new ArrayList<>();
  private final List<Figures.HalfLoad> half = new ArrayList<>();
  private final List<Figures.Stalls> stalls = new ArrayList<>();
  private final List<Figures.Overload> overload = new ArrayList<>();

  Report(Machine machine) {
    this.machine = machine;
  }

  /** Where it ran. */
  public Machine getMachine() {
    return machine;
  }

  /** Engines in process. */
  public List<Figures.Inference> getInference() {
    return inference;
  }

  /** The codec in process. */
  public List<Figures.Codec> getCodec() {
    return codec;
  }

  /** Start to ready; empty or one. */
  public List<Figures.Start> getStart() {
    return start;
  }

  /** Closed loops, ceiling and Sluice. */
  public List<Figures.Load> getLoad() {
    return load;
  }

  /** Closed loops, batched and unbatched. */
  public List<Figures.Load> getBatching() {
    return batching;
  }

  /** Open loops at half of the capacity. */
  public List<Figures.HalfLoad> getHalf() {
    return half;
  }

  /** What the machine itself took away, just before the loads at half of the capacity. */
  public List<Figures.Stalls> getStalls() {
    return stalls;
  }

  /** Open loops far beyond capacity. */
  public List<Figures.Overload> getOverload() {
    return overload;
  }

  /** What was wanted of it, and whether it is so. */
  public List<Target> getTargets() {
    return Targets.of(this);
  }

  /** The closed loop of one case. */
  static Optional<Figures.Load> find(
      List<Figures.Load> figures, String server, String network, Format format, int connections) {
    return figures.stream()
        .filter(
            each ->
                each.server().equals(server)
                    && each.network().equals(network)
                    && each.format() == format
                    && each.connections() == connections)
        .findFirst();
  }
}
