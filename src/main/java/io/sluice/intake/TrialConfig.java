package io.sluice.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How trials are run.
 *
 * @param mainClass what the child runs; prints one line of JSON, see {@link TrialReportReader}
 * @param classPath what the child needs, and no directory
 * @param directory for its temporary files; ours alone
 * @param nativesCache JavaCPP's cache, shared with the server: to unpack it takes seconds
 * @param timeout after which a child is killed
 */
public record TrialConfig(
    String mainClass, List<Path> classPath, Path directory, Path nativesCache, Duration timeout) {
  public TrialConfig {
    classPath = List.copyOf(classPath);
  }
}
