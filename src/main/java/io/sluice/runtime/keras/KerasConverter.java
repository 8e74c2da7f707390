package io.sluice.runtime.keras;

import io.sluice.runtime.NativeLibraries;
import io.sluice.runtime.ParameterCount;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModel;
import org.deeplearning4j.nn.modelimport.keras.KerasSequentialModel;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelBuilder;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelUtils;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes an archive of Deeplearning4j of a Keras model in HDF5, saved whole by Keras 1 or 2. The
 * archive is trusted no more than the file: it goes through the intake like any other.
 */
public final class KerasConverter {
  private static final String MODEL_CONFIG = "model_config";
  private static final int LONGEST = 300;

  private KerasConverter() {}

  /**
   * Converts a file. HDF5 is native code that reads hostile bytes: call this in a process that may
   * die.
   *
   * @param keras the file, which nobody writes to meanwhile
   * @param archive what is written; it must not exist yet
   * @throws KerasRejectedException if it is not converted, with a sentence for its sender
   * @throws IOException if a file cannot be read or written
   */
  public static void convert(Path keras, Path archive, KerasLimits limits)
      throws KerasRejectedException, IOException {
    KerasConfiguration configuration = check(keras, limits);
    NativeLibraries.load();
    try {
      KerasModelBuilder builder =
          new KerasModel()
              .modelBuilder()
              .modelHdf5Filename(keras.toString())
              .enforceTrainingConfig(false);
      if (configuration.sequential()) {
        KerasSequentialModel model = builder.buildSequential();
        MultiLayerNetwork network = new MultiLayerNetwork(model.getMultiLayerConfiguration());
        long count = checked(ParameterCount.of(network.getLayerWiseConfigurations()), limits);
        network.init(blank(count), false);
        KerasModelUtils.copyWeightsToModel(network, model.getLayers());
        write(archive, network, network.getLayerWiseConfigurations().toJson());
      } else {
        KerasModel model = builder.buildModel();
        ComputationGraph network = new ComputationGraph(model.getComputationGraphConfiguration());
        long count = checked(ParameterCount.of(network.getConfiguration()), limits);
        network.init(blank(count), false);
        KerasModelUtils.copyWeightsToModel(network, model.getLayers());
        write(archive, network, network.getConfiguration().toJson());
      }
    } catch (InvalidKerasConfigurationException
        | UnsupportedKerasConfigurationException
        | RuntimeException e) {
      throw new KerasRejectedException("Deeplearning4j cannot convert it: " + firstLine(e), e);
    }
  }

  private static KerasConfiguration check(Path keras, KerasLimits limits)
      throws KerasRejectedException, IOException {
    try (Hdf5File file = Hdf5File.open(keras)) {
      Hdf5Walk.check(file, Files.size(keras), limits);
      String json = file.text(MODEL_CONFIG, limits.maxConfigurationBytes());
      if (json == null) {
        throw new KerasRejectedException(
            "it holds weights only: save the whole model, with its configuration");
      }
      return KerasConfiguration.read(json);
    }
  }

  private static long checked(long count, KerasLimits limits) throws KerasRejectedException {
    if (count > limits.maxParameters()) {
      throw new KerasRejectedException(
          "the network has %d parameters, more than %d".formatted(count, limits.maxParameters()));
    }
    return count;
  }

  /**
   * Parameters to copy weights into. Deeplearning4j's own importer draws random ones first, as the
   * configuration says; ND4J's decomposition for Orthogonal, which Keras gives every LSTM, did not
   * end within minutes for a matrix of 50 x 200.
   */
  private static @Nullable INDArray blank(long count) {
    return count == 0 ? null : Nd4j.zeros(DataType.FLOAT, 1, count);
  }

  private static void write(Path archive, Model network, String json) throws IOException {
    INDArray parameters = network.params();
    try (ZipOutputStream zip =
        new ZipOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(
                    archive, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)))) {
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry("configuration.json"));
      zip.write(json.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("coefficients.bin"));
      DataOutputStream coefficients = new DataOutputStream(zip);
      Nd4j.write(parameters == null ? Nd4j.empty(DataType.FLOAT) : parameters, coefficients);
      coefficients.flush();
      zip.closeEntry();
    }
  }

  private static String firstLine(Throwable failure) {
    String text = failure.getMessage();
    String line =
        text == null
            ? failure.getClass().getSimpleName()
            : text.lines().findFirst().orElse("").replaceAll("\\S*/\\S+", "...");
    // It may hold bytes of the file.
    String shown = line.replaceAll("\\p{C}", "?");
    return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "...";
  }
}
