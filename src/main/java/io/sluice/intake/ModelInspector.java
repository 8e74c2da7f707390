package io.sluice.intake;

import io.sluice.model.ArtifactFormat;
import io.sluice.model.ModelArtifact;
import java.io.IOException;
import java.nio.file.Path;

/** Inspects a file of either format that is served. */
public final class ModelInspector {
  private ModelInspector() {}

  /**
   * Inspects a file.
   *
   * @param file a regular file; links are not followed
   * @param format which it is said to have, and is held to
   * @throws ArchiveRejectedException if it may not be loaded
   * @throws IOException if it cannot be read
   */
  public static ModelArtifact inspect(Path file, ArtifactFormat format, IntakeLimits limits)
      throws IOException {
    return switch (format) {
      case DL4J -> ArchiveInspector.inspect(file, limits);
      case ONNX -> OnnxInspector.inspect(file, limits);
    };
  }
}
