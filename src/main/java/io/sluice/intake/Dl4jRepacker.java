package io.sluice.intake;

import io.sluice.model.ArtifactFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Checks DL4J archives in plain Java and repacks them. */
public final class Dl4jRepacker implements ArtifactInspector {
  private final IntakeLimits limits;

  /**
   * @param limits what an archive may ask for
   */
  public Dl4jRepacker(IntakeLimits limits) {
    this.limits = limits;
  }

  @Override
  public ArtifactFormat format() {
    return ArtifactFormat.DL4J;
  }

  @Override
  public void canonicalise(Path source, OutputStream target) throws IOException {
    ArchiveWriter.write(ArchiveInspector.inspect(source, limits), target);
  }
}
