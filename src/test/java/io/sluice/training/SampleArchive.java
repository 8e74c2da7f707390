package io.sluice.training;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained sample in Deeplearning4j's own archive format, without the updater's state.
 *
 * <p>{@code ModelSerializer.writeModel} would put the clock into the zip, and fails with a
 * commons-io that is not vulnerable (it flushes a stream it has closed, an error since 2.12). Here
 * the same parameters give the same bytes: entries carry a fixed time and are stored, as what zlib
 * makes of them differs between its versions.
 */
final class SampleArchive {

  /** The earliest time a zip entry can carry. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private SampleArchive() {}

  /** Writes {@code configuration.json}, {@code coefficients.bin} and {@code normalizer.bin}. */
  static void write(TrainedSample trained, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      String configuration = trained.network().getLayerWiseConfigurations().toJson();
      store(zip, "configuration.json", configuration.getBytes(StandardCharsets.UTF_8));
      store(zip, "coefficients.bin", bytes(out -> Nd4j.write(trained.network().params(), out)));
      store(
          zip,
          "normalizer.bin",
          bytes(out -> NormalizerSerializer.getDefault().write(trained.normalizer(), out)));
    }
  }

  /**
   * Reads an archive with Deeplearning4j's own reader, which these trusted files alone may meet.
   */
  static TrainedSample read(Path file) throws IOException {
    var restored = // DL4J's type is raw
        ModelSerializer.restoreMultiLayerNetworkAndNormalizer(file.toFile(), false);
    return new TrainedSample(restored.getFirst(), (DataNormalization) restored.getSecond());
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(EPOCH);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] bytes(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      content.writeTo(out);
    }
    return bytes.toByteArray();
  }

  private interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }
}
