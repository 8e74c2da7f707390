package io.sluice.repository;

import io.sluice.database.Sql;
import io.sluice.model.ArtifactFormat;
import io.sluice.model.Digest;
import io.sluice.model.GateVerdict;
import io.sluice.model.ModelId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A version as the catalogue has it; it never changes but for its state.
 *
 * @param source the digest of the bytes that were pushed, which is the one that callers know
 * @param sourceBytes how many those were
 * @param stored the digest of the file in the store, which may be a repacked one
 * @param storedBytes how large that is
 * @param descriptor the {@code model.json} that came with it, as it came; null if none did
 * @param pushedAt cut to microseconds
 * @param pushedBy the name of the caller
 * @param gate what its gate found out; null if it had none
 */
public record CommittedVersion(
    ModelId id,
    Digest source,
    long sourceBytes,
    Digest stored,
    long storedBytes,
    ArtifactFormat format,
    @Nullable String descriptor,
    CommitState state,
    Instant pushedAt,
    String pushedBy,
    @Nullable GateVerdict gate) {
  public CommittedVersion {
    pushedAt = Sql.stored(pushedAt);
  }

  /** Whether the same was pushed: the same bytes with the same descriptor. */
  public boolean isSamePush(CommittedVersion other) {
    return source.equals(other.source) && Objects.equals(descriptor, other.descriptor);
  }

  /** The same in another state. */
  public CommittedVersion withState(CommitState other) {
    return new CommittedVersion(
        id,
        source,
        sourceBytes,
        stored,
        storedBytes,
        format,
        descriptor,
        other,
        pushedAt,
        pushedBy,
        gate);
  }
}
