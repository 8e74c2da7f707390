package io.sluice.runtime;

import io.sluice.intake.ArchiveInspector;
import io.sluice.intake.IntakeLimits;
import io.sluice.model.ModelArchive;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Archives of networks that a test makes, written as DL4J writes them and inspected as any other.
 */
public final class Archives {
  private Archives() {}

  /** An archive without a normaliser. */
  public static ModelArchive of(MultiLayerNetwork network) {
    return of(network.getLayerWiseConfigurations().toJson(), network.params(), null);
  }

  /** An archive with its normaliser. */
  public static ModelArchive of(MultiLayerNetwork network, Normalizer<?> normalizer) {
    return of(network.getLayerWiseConfigurations().toJson(), network.params(), normalizer);
  }

  /** An archive without a normaliser. */
  public static ModelArchive of(ComputationGraph network) {
    return of(network.getConfiguration().toJson(), network.params(), null);
  }

  static ModelArchive of(
      String configuration, INDArray parameters, @Nullable Normalizer<?> normalizer) {
    try {
      Path file = Files.createTempFile("network", ".zip");
      write(file, configuration, parameters, normalizer);
      ModelArchive archive = ArchiveInspector.inspect(file, IntakeLimits.DEFAULTS);
      Files.delete(file);
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a network without a normaliser to a file. */
  public static void write(Path file, Model network) throws IOException {
    String configuration =
        network instanceof ComputationGraph graph
            ? graph.getConfiguration().toJson()
            : ((MultiLayerNetwork) network).getLayerWiseConfigurations().toJson();
    write(file, configuration, network.params(), null);
  }

  private static void write(
      Path file, String configuration, INDArray parameters, @Nullable Normalizer<?> normalizer)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      entry(zip, "configuration.json", configuration.getBytes(StandardCharsets.UTF_8));
      entry(zip, "coefficients.bin", bytes(out -> Nd4j.write(parameters, out)));
      if (normalizer != null) {
        entry(
            zip,
            "normalizer.bin",
            bytes(out -> NormalizerSerializer.getDefault().write(normalizer, out)));
      }
    }
  }

  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      content.write(out);
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    ((OutputStream) zip).write(bytes);
    zip.closeEntry();
  }
}
