package io.sluice.deployment;

import io.sluice.intake.IntakeLimits;
import io.sluice.intake.Trial;
import io.sluice.model.ArtifactFormat;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server tells a trial on its command line.
 *
 * @param descriptor null if the model has none
 * @param maxInflatedBytes of the limits that hold here
 * @param maxParameters of the same
 * @param gate what is to be measured; null if the model has no gate
 */
record TrialArguments(
    ModelId id,
    Path artifact,
    ArtifactFormat format,
    @Nullable Path descriptor,
    EngineChoice engine,
    long maxInflatedBytes,
    long maxParameters,
    Trial.@Nullable Gate gate) {
  private static final String NONE = "-";
  private static final int COUNT = 11;

  static TrialArguments of(Trial.Candidate candidate, EngineChoice engine, IntakeLimits limits) {
    return new TrialArguments(
        candidate.id(),
        candidate.artifact(),
        candidate.format(),
        candidate.descriptor(),
        engine,
        limits.maxInflatedBytes(),
        limits.maxParameters(),
        candidate.gate());
  }

  /** As a command line has them. */
  List<String> toList() {
    return List.of(
        id.name().toString(),
        id.version().toString(),
        artifact.toAbsolutePath().toString(),
        format.wireName(),
        descriptor == null ? NONE : descriptor.toAbsolutePath().toString(),
        engine.name(),
        Long.toString(maxInflatedBytes),
        Long.toString(maxParameters),
        gate == null || gate.dataset() == null ? NONE : gate.dataset().toAbsolutePath().toString(),
        gate == null || gate.target() == null ? NONE : gate.target(),
        Integer.toString(gate == null ? 0 : gate.maxRows()));
  }

  /**
   * Reads them back.
   *
   * @throws IllegalArgumentException if they are not as {@link #toList} makes them
   */
  static TrialArguments parse(String... arguments) {
    if (arguments.length != COUNT) {
      throw new IllegalArgumentException("a trial takes " + COUNT + " arguments");
    }
    return new TrialArguments(
        new ModelId(new ModelName(arguments[0]), ModelVersion.parse(arguments[1])),
        Path.of(arguments[2]),
        ArtifactFormat.of(arguments[3]),
        arguments[4].equals(NONE) ? null : Path.of(arguments[4]),
        EngineChoice.valueOf(arguments[5]),
        Long.parseLong(arguments[6]),
        Long.parseLong(arguments[7]),
        gate(arguments[8], arguments[9], Integer.parseInt(arguments[10])));
  }

  private static Trial.@Nullable Gate gate(String dataset, String target, int maxRows) {
    return maxRows == 0
        ? null
        : new Trial.Gate(
            dataset.equals(NONE) ? null : Path.of(dataset),
            target.equals(NONE) ? null : target,
            maxRows);
  }

  /** The limits that hold here; the size of the file was checked when it came. */
  IntakeLimits limits() {
    return IntakeLimits.DEFAULTS.withCaps(Long.MAX_VALUE, maxInflatedBytes, maxParameters);
  }
}
