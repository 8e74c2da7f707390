package io.sluice.intake;

import io.sluice.model.ArtifactFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;

/** Checks ONNX graphs, which are kept as they came: their reader leaves no byte unaccounted for. */
public final class OnnxCopier implements ArtifactInspector {
  private final IntakeLimits limits;

  /**
   * @param limits what a graph may ask for
   */
  public OnnxCopier(IntakeLimits limits) {
    this.limits = limits;
  }

  @Override
  public ArtifactFormat format() {
    return ArtifactFormat.ONNX;
  }

  @Override
  public void canonicalise(Path source, OutputStream target) throws IOException {
    Channels.newChannel(target).write(OnnxInspector.inspect(source, limits).bytes());
  }
}
