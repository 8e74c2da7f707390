package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.NormalizerData;
import io.sluice.model.Scaling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code MultiHybridSerializerStrategy} writes: statistics by input and by output, a
 * strategy for all inputs and one for all outputs, then strategies that replace those for single
 * inputs and outputs.
 */
final class HybridNormalizerReader {
  private static final int MAX_ARRAYS = 256;

  private final EntryBytes in;
  private final NormalizerReader scalings;

  HybridNormalizerReader(EntryBytes in, NormalizerReader scalings) {
    this.in = in;
    this.scalings = scalings;
  }

  NormalizerData read() throws IOException {
    SortedMap<Integer, Scaling> inputs = readStatistics();
    SortedMap<Integer, Scaling> labels = readStatistics();
    Strategy allInputs = readStrategy();
    Strategy allLabels = readStrategy();
    SortedMap<Integer, Strategy> perInput = readStrategies();
    SortedMap<Integer, Strategy> perLabel = readStrategies();
    return new NormalizerData(
        NormalizerData.Kind.MULTI_HYBRID,
        combine(inputs, allInputs, perInput),
        combine(labels, allLabels, perLabel));
  }

  private SortedMap<Integer, Scaling> readStatistics() throws IOException {
    SortedMap<Integer, Scaling> statistics = new TreeMap<>();
    int count = readCount();
    for (int i = 0; i < count; i++) {
      int index = readIndex();
      // The range of a min-max scaling stands with its strategy, further on.
      Scaling scaling =
          switch (readKind()) {
            case STANDARDIZE -> scalings.readStandardize();
            case MIN_MAX -> scalings.readMinMax(0, 1);
            case NONE -> throw scalings.invalid("has statistics without a strategy");
          };
      if (statistics.put(index, scaling) != null) {
        throw scalings.invalid("has two statistics for index " + index);
      }
    }
    return statistics;
  }

  private SortedMap<Integer, Strategy> readStrategies() throws IOException {
    SortedMap<Integer, Strategy> strategies = new TreeMap<>();
    int count = readCount();
    for (int i = 0; i < count; i++) {
      int index = readIndex();
      if (strategies.put(index, readStrategy()) != null) {
        throw scalings.invalid("has two strategies for index " + index);
      }
    }
    return strategies;
  }

  private List<Scaling> combine(
      SortedMap<Integer, Scaling> statistics, Strategy all, SortedMap<Integer, Strategy> single)
      throws IOException {
    List<Scaling> combined = new ArrayList<>();
    int arrays = statistics.isEmpty() ? 0 : statistics.lastKey() + 1;
    for (int i = 0; i < arrays; i++) {
      Strategy strategy = single.getOrDefault(i, all);
      combined.add(combine(strategy, statistics.get(i)));
    }
    return combined;
  }

  private Scaling combine(Strategy strategy, @Nullable Scaling statistics) throws IOException {
    if (strategy.kind == StrategyKind.NONE && statistics == null) {
      return new Scaling.None();
    }
    if (strategy.kind == StrategyKind.STANDARDIZE
        && statistics instanceof Scaling.Standardize standardize) {
      return standardize;
    }
    if (strategy.kind == StrategyKind.MIN_MAX && statistics instanceof Scaling.MinMax minMax) {
      return new Scaling.MinMax(minMax.min(), minMax.max(), strategy.min, strategy.max);
    }
    throw scalings.invalid("has statistics that do not go with the strategy");
  }

  private Strategy readStrategy() throws IOException {
    StrategyKind kind = readKind();
    return kind == StrategyKind.MIN_MAX
        ? new Strategy(kind, scalings.readFinite(), scalings.readFinite())
        : new Strategy(kind, 0, 1);
  }

  private StrategyKind readKind() throws IOException {
    int ordinal = in.readInt();
    if (ordinal < 0 || ordinal >= StrategyKind.values().length) {
      throw in.rejected(
          Reason.NORMALIZER_UNSUPPORTED, "has the unknown strategy number " + ordinal);
    }
    return StrategyKind.values()[ordinal];
  }

  private int readCount() throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MAX_ARRAYS) {
      throw scalings.invalid("counts " + count + " arrays");
    }
    return count;
  }

  private int readIndex() throws IOException {
    int index = in.readInt();
    if (index < 0 || index >= MAX_ARRAYS) {
      throw scalings.invalid("has the array index " + index);
    }
    return index;
  }

  /** In the order of the strategy's own private enum: its ordinals are the format. */
  private enum StrategyKind {
    NONE,
    STANDARDIZE,
    MIN_MAX
  }

  private record Strategy(StrategyKind kind, double min, double max) {}
}
