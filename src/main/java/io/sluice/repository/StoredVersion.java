package io.sluice.repository;

import io.sluice.model.ArtifactFormat;
import io.sluice.model.ModelId;
import java.nio.file.Path;

/**
 * The files of one version.
 *
 * @param format of the file
 * @param archive the {@code model.zip} or {@code model.onnx}; it may be missing or hostile, nothing
 *     was read yet
 * @param descriptor where the {@code model.json} is, if there is one
 */
public record StoredVersion(ModelId id, ArtifactFormat format, Path archive, Path descriptor) {}
