package io.sluice.deployment;

import io.sluice.model.ArtifactFormat;
import io.sluice.model.GateVerdict;
import io.sluice.registry.VersionStatus;
import io.sluice.repository.CommittedVersion;
import io.sluice.repository.StoredVersion;
import java.nio.file.Path;

/** What the registry is told of versions of the catalogue. */
final class VersionStatuses {
  private VersionStatuses() {}

  /** Where the file of a version lies. */
  static StoredVersion file(CommittedVersion version, Path file) {
    return new StoredVersion(
        version.id(),
        ArtifactFormat.of(version.format().wireName()),
        file,
        file.resolveSibling("none"));
  }

  /** A version whose files are known and that is about to be loaded. */
  static VersionStatus loading(CommittedVersion version) {
    return VersionStatus.loading(version.id())
        .read(version.source(), version.sourceBytes(), null)
        .judged(version.gate());
  }

  /** A version that is kept and not loaded. */
  static VersionStatus held(CommittedVersion version, String why) {
    return loading(version).held(why);
  }

  /** A version that its gate keeps from answering. */
  static VersionStatus heldByGate(CommittedVersion version) {
    return held(version, reason(version));
  }

  /** Why a gate keeps a version from answering. */
  static String reason(CommittedVersion version) {
    GateVerdict gate = version.gate();
    return gate == null ? "its gate holds it back" : gate.reason();
  }

  /** A version that can answer. */
  static VersionStatus of(CommittedVersion version, LoadedVersion loaded) {
    return loading(version)
        .ready(
            loaded.descriptor(),
            loaded.signature(),
            loaded.engine(),
            loaded.engineReason(),
            loaded.loadMillis(),
            loaded.warmUpMillis());
  }
}
