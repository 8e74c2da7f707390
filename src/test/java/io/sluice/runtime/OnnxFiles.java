package io.sluice.runtime;

import io.sluice.intake.IntakeLimits;
import io.sluice.intake.OnnxInspector;
import io.sluice.model.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes bytes of a model the way every model goes: through a file and its inspection. */
public final class OnnxFiles {
  private OnnxFiles() {}

  /** The bytes, inspected. */
  public static OnnxModel inspected(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("sluice", ".onnx");
    try {
      return OnnxInspector.inspect(Files.write(file, bytes), IntakeLimits.DEFAULTS);
    } finally {
      Files.delete(file);
    }
  }
}
