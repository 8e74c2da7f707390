package io.sluice.runtime.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.intake.ArchiveInspector;
import io.sluice.intake.Hdf5Superblock;
import io.sluice.intake.IntakeLimits;
import io.sluice.model.Tensor;
import io.sluice.runtime.Network;
import io.sluice.runtime.NetworkLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Models that Keras saved, with the answers that Keras gave. */
class KerasForeignTest {
  private static final String MODEL = "_model.h5";
  private static final String ANSWERS = "_inputs_and_outputs.h5";

  /** Its file of answers holds what it was trained towards, not what it answers. */
  private static final String LSTM = "simple_lstm_tf_keras_2" + MODEL;

  @TempDir Path folder;

  static List<Path> answered() throws IOException {
    try (Stream<Path> files = Files.list(models())) {
      return files
          .filter(file -> file.toString().endsWith(MODEL) && !file.endsWith(LSTM))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("answered")
  void convert_modelOfKeras_answersAsKerasDid(Path file) throws Exception {
    Path answers = file.resolveSibling(file.getFileName().toString().replace(MODEL, ANSWERS));
    Tensor expected = first(answers, "predictions");

    Tensor answer = answer(file, first(answers, "inputs"));

    assertThat(answer.size()).isEqualTo(expected.size());
    assertThat(answer.values()).containsExactly(expected.values(), within(1e-5f));
  }

  @Test
  void convert_lstmOfKeras_answersAsItsWeightsDoByHand() throws Exception {
    Path file = models().resolve(LSTM);
    Tensor input = first(file.resolveSibling(LSTM.replace(MODEL, ANSWERS)), "inputs");

    Tensor answer = answer(file, input);

    assertThat(input.rowSize()).as("one step of one column").isEqualTo(1);
    float[] expected = oneStep(file, input);
    assertThat(answer.values()).containsExactly(expected, within(1e-4f));
  }

  /**
   * One step from nothing, as Keras defines it: gates in the order input, forget, cell, output;
   * {@code c = i g, h = o tanh(c)}, then a dense layer.
   */
  private static float[] oneStep(Path file, Tensor input) throws Exception {
    float[] kernel = read(file, "kernel:0", "model_weights", "lstm_1", "lstm_1").values();
    float[] bias = read(file, "bias:0", "model_weights", "lstm_1", "lstm_1").values();
    float[] dense = read(file, "kernel:0", "model_weights", "dense_1", "dense_1").values();
    float[] shift = read(file, "bias:0", "model_weights", "dense_1", "dense_1").values();
    int units = dense.length;
    float[] answers = new float[input.rows()];
    for (int row = 0; row < answers.length; row++) {
      float x = input.at(row);
      double sum = shift[0];
      for (int unit = 0; unit < units; unit++) {
        double in = hardSigmoid(x * kernel[unit] + bias[unit]);
        double cell = Math.tanh(x * kernel[2 * units + unit] + bias[2 * units + unit]);
        double out = hardSigmoid(x * kernel[3 * units + unit] + bias[3 * units + unit]);
        sum += out * Math.tanh(in * cell) * dense[unit];
      }
      answers[row] = (float) sum;
    }
    return answers;
  }

  private static double hardSigmoid(double x) {
    return Math.max(0, Math.min(1, 0.2 * x + 0.5));
  }

  private Tensor answer(Path file, Tensor input) throws Exception {
    Path archive = folder.resolve("archive.zip");
    Hdf5Superblock.check(file, IntakeLimits.DEFAULTS);
    KerasConverter.convert(file, archive, KerasLimits.DEFAULTS);
    Network network = NetworkLoader.load(ArchiveInspector.inspect(archive, IntakeLimits.DEFAULTS));
    try {
      return network.infer(List.of(input)).get(0);
    } finally {
      network.close();
    }
  }

  private static Path models() {
    return Path.of(Objects.requireNonNull(System.getProperty("sluice.foreign.models")), "keras");
  }

  private static Tensor first(Path file, String group) throws Exception {
    Hdf5Archive archive = new Hdf5Archive(file.toString());
    try {
      return read(file, archive.getDataSets(group).get(0), group);
    } finally {
      archive.close();
    }
  }

  private static Tensor read(Path file, String name, String... groups) throws Exception {
    Hdf5Archive archive = new Hdf5Archive(file.toString());
    try {
      INDArray array = archive.readDataSet(name, groups);
      int[] shape = new int[array.rank()];
      for (int axis = 0; axis < shape.length; axis++) {
        shape[axis] = (int) array.size(axis);
      }
      return Tensor.of(array.dup('c').data().asFloat(), shape);
    } finally {
      archive.close();
    }
  }
}
