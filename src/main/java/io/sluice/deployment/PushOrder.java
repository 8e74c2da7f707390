package io.sluice.deployment;

import io.sluice.intake.SignedManifest;
import io.sluice.intake.SourceFormat;
import io.sluice.intake.StagedFile;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Requester;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model that is to become a version.
 *
 * @param model its name
 * @param version its number; null for the next one
 * @param format how its bytes are to be read
 * @param staged its bytes; whoever gives the order closes them once it is done
 * @param descriptor its {@code model.json} as text; null if it has none
 * @param signed its manifest and signature; null if it has none
 * @param dataset labelled rows for its gate; null if none came with it
 * @param dryRun whether nothing is to be kept
 * @param allowBreaking whether callers of the live version may break
 * @param requester whose wish it is
 */
record PushOrder(
    ModelName model,
    @Nullable ModelVersion version,
    SourceFormat format,
    StagedFile staged,
    @Nullable String descriptor,
    @Nullable SignedManifest signed,
    @Nullable SentDataset dataset,
    boolean dryRun,
    boolean allowBreaking,
    Requester requester) {

  /** The number asked for, if one was. */
  Optional<ModelVersion> number() {
    return Optional.ofNullable(version);
  }
}
