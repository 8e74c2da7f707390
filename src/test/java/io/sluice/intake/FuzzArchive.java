package io.sluice.intake;

import io.sluice.model.ModelArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * What Jazzer does to the reader of archives: any bytes are refused, or are an archive whose
 * canonical form is sound and stays as it is.
 */
public final class FuzzArchive {
  private static final IntakeLimits LIMITS =
      IntakeLimits.DEFAULTS.withCaps(1 << 20, 1 << 22, 1 << 20);

  private FuzzArchive() {}

  /** One try, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    ModelArchive archive;
    try {
      archive = ArchiveInspector.inspect(new MemoryChannel(bytes), LIMITS);
    } catch (ArchiveRejectedException e) {
      return;
    }
    byte[] canonical = written(archive);
    // Not the same limits: what was deflated is not in it.
    ModelArchive again =
        ArchiveInspector.inspect(new MemoryChannel(canonical), IntakeLimits.DEFAULTS);
    if (!Arrays.equals(canonical, written(again))) {
      throw new AssertionError("the canonical form of the canonical form is another");
    }
  }

  private static byte[] written(ModelArchive archive) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ArchiveWriter.write(archive, bytes);
    return bytes.toByteArray();
  }
}
