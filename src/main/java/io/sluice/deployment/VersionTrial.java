package io.sluice.deployment;

import io.sluice.intake.Trial;
import io.sluice.metrics.QueueMetrics;
import io.sluice.model.TimeSource;
import io.sluice.repository.StoredVersion;
import io.sluice.runtime.batch.BatchLimits;
import io.sluice.runtime.batch.WaitingRoom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes one version through everything that the server would, and measures it. */
final class VersionTrial {
  private static final int RUNS = 500;
  private static final int MAX_ROWS = 1024;
  private static final Duration LONGEST = Duration.ofMinutes(1);
  // The kernel's figure, in kibibytes.
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");

  private VersionTrial() {}

  /**
   * Loads, checks and measures.
   *
   * @throws VersionRejectedException if the version must not serve
   * @throws DataSetRejectedException if its gate's data set is not one that it can be measured on
   */
  static Finding run(TrialArguments arguments, TimeSource time)
      throws VersionRejectedException, DataSetRejectedException {
    StoredVersion stored =
        new StoredVersion(
            arguments.id(),
            arguments.format(),
            arguments.artifact(),
            arguments.artifact().resolveSibling("none"));
    ServingSettings serving =
        new ServingSettings(
            arguments.engine(), new BatchLimits(MAX_ROWS, MAX_ROWS, MAX_ROWS, LONGEST), LONGEST);
    VersionLoader loader =
        new VersionLoader(
            arguments.limits(),
            model -> serving,
            QueueMetrics.NONE,
            new WaitingRoom(MAX_ROWS),
            time);
    LoadedVersion loaded = loader.load(stored, null, descriptor(arguments.descriptor()));
    long[] nanos = measure(loaded, time);
    GateMeasurement.Measured measured = measured(loaded, arguments.gate());
    return new Finding(
        loaded.engine(),
        loaded.engineReason(),
        loaded.descriptor().goldens().size(),
        nanos[nanos.length / 2] / 1000,
        nanos[nanos.length * 99 / 100] / 1000,
        peakRssBytes(),
        measured);
  }

  private static @Nullable String descriptor(@Nullable Path file) throws VersionRejectedException {
    try {
      return file == null ? null : Files.readString(file);
    } catch (IOException e) {
      throw new VersionRejectedException("model.json cannot be read", e);
    }
  }

  private static GateMeasurement.Measured measured(LoadedVersion loaded, Trial.@Nullable Gate gate)
      throws VersionRejectedException, DataSetRejectedException {
    return gate == null || gate.dataset() == null
        ? new GateMeasurement.Measured(Map.of(), 0)
        : GateMeasurement.run(loaded, gate.dataset(), gate.target(), gate.maxRows());
  }

  private static long[] measure(LoadedVersion loaded, TimeSource time) {
    long[] nanos = new long[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long started = time.nanoTime();
      loaded.predictor().predict(loaded.sample());
      nanos[i] = time.nanoTime() - started;
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private static long peakRssBytes() {
    try {
      Matcher peak =
          PEAK.matcher(Files.readString(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1));
      return peak.find() ? 1024 * Long.parseLong(peak.group(1)) : 0;
    } catch (IOException e) {
      // Not a Linux: the figure is for people only.
      return 0;
    }
  }

  /**
   * What was found; see {@link io.sluice.intake.TrialReport}.
   *
   * @param peakRssBytes 0 where the system does not tell
   * @param measured on the gate's data set; nothing without one
   */
  record Finding(
      String engine,
      @Nullable String engineReason,
      int goldenChecked,
      long p50Micros,
      long p99Micros,
      long peakRssBytes,
      GateMeasurement.Measured measured) {}
}
