package io.sluice.intake;

import io.sluice.model.ArtifactFormat;
import io.sluice.model.Digest;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import org.jspecify.annotations.Nullable;

/**
 * A model that may be committed. Closing deletes its file, unless that was moved into the store.
 *
 * @param sourceDigest of the bytes as they came
 * @param sourceSize of them
 * @param format of the file that is kept
 * @param stored that file, not yet forced to the disk
 * @param descriptor what it says of itself; null if it says nothing
 * @param descriptorJson the same as UTF-8 JSON text, with its version filled in
 * @param trial what its trial found; null if it was not tried
 */
public record Admitted(
    ModelId id,
    Digest sourceDigest,
    long sourceSize,
    ArtifactFormat format,
    StagedFile stored,
    @Nullable ModelDescriptor descriptor,
    @Nullable String descriptorJson,
    @Nullable TrialReport trial)
    implements AutoCloseable {
  @Override
  public void close() {
    stored.close();
  }
}
