package io.sluice.deployment;

import io.sluice.intake.StagedFile;
import io.sluice.intake.Trial;
import io.sluice.intake.TrialReport;
import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.GateLimit;
import io.sluice.model.GateVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one version must show before it is published. Closing gives the copy of its data set back.
 *
 * @param limits at least one; all must hold
 * @param data what they are measured on; null if they bound times only
 * @param target the column of the answers; null for the one named as the output
 * @param maxRows the most rows that are read
 */
record Gate(List<GateLimit> limits, @Nullable Data data, @Nullable String target, int maxRows)
    implements AutoCloseable {
  Gate {
    limits = List.copyOf(limits);
  }

  /**
   * A data set.
   *
   * @param file a copy of ours
   * @param name what people call it
   * @param sent whether it came with the version, which it then stays with
   */
  record Data(StagedFile file, String name, boolean sent) {}

  /** What the trial has to measure. */
  Trial.Gate measure() {
    return new Trial.Gate(data == null ? null : data.file().path(), target, maxRows);
  }

  /**
   * Holds the limits against what the trial measured.
   *
   * @throws ChangeException if a limit bounds a figure that the version does not have
   */
  GateVerdict judge(@Nullable TrialReport report) {
    if (report == null) {
      throw new IllegalStateException("a version with a gate was not measured");
    }
    List<GateVerdict.Measured> measured = new ArrayList<>();
    for (GateLimit limit : limits) {
      measured.add(new GateVerdict.Measured(limit, value(limit, report)));
    }
    return new GateVerdict(
        measured,
        data == null
            ? null
            : new GateVerdict.DataSet(
                data.name(), data.file().digest(), report.rows(), data.sent()));
  }

  private static double value(GateLimit limit, TrialReport report) {
    GateLimit.TimeUnit unit = limit.unit();
    if (unit != null) {
      return unit.fromMicros(
          limit.figure().equals(GateFigures.P50) ? report.p50Micros() : report.p99Micros());
    }
    Map<String, Double> figures = report.figures();
    Double value = figures.get(limit.figure());
    if (value == null) {
      throw rejected("'%s' bounds a figure that this model does not have".formatted(limit));
    }
    return value;
  }

  @Override
  public void close() {
    if (data != null && !data.sent()) {
      data.file().close();
    }
  }

  /** A gate that cannot be what it says. */
  static ChangeException rejected(String message) {
    return new ChangeException(Kind.ARCHIVE_REJECTED, "GATE_INVALID", message, List.of(), null);
  }
}
