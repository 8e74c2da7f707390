package io.sluice.intake;

import io.sluice.model.ModelArchive;
import io.sluice.model.NormalizerData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a checked archive in its one canonical form, which {@link ArchiveInspector} and DL4J's
 * {@code ModelSerializer} read alike. It holds what was checked and not one byte more: no state of
 * training, no slack of a deflater, no time. Equal models give equal bytes.
 */
public final class ArchiveWriter {
  private ArchiveWriter() {}

  /**
   * Writes the zip: the configuration, the parameters, the normaliser if there is one.
   *
   * @param archive its digest and size are those of the bytes it came from, and play no part
   * @param out not closed
   * @throws ArchiveRejectedException if the result would be larger than a plain zip can be
   */
  public static void write(ModelArchive archive, OutputStream out) throws IOException {
    ZipWriter zip = new ZipWriter(out);
    byte[] configuration = archive.configuration().getBytes(StandardCharsets.UTF_8);
    zip.add(EntryName.CONFIGURATION, entry -> entry.write(configuration));
    zip.add(EntryName.COEFFICIENTS, entry -> ArrayWriter.write(archive.parameters(), entry));
    NormalizerData normalizer = archive.normalizer();
    if (normalizer != null) {
      zip.add(EntryName.NORMALIZER, entry -> NormalizerWriter.write(normalizer, entry));
    }
    zip.finish();
  }
}
