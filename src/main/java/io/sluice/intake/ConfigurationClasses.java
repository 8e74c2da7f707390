package io.sluice.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The classes that a configuration may name. Jackson, as DL4J sets it up, would instantiate any
 * class of the class path that fits the field; this list is exact, so nothing but DL4J's own
 * layers, vertices, activations, losses and the like is ever looked up.
 */
final class ConfigurationClasses {
  private static final Set<String> NAMES = load();

  // Layers without parameters, and wrappers that have those of the layer inside. A network made
  // only
  // of these is the one that ModelSerializer writes without coefficients.
  private static final Set<String> WITHOUT_PARAMETERS =
      Set.of(
          "ActivationLayer",
          "CapsuleStrengthLayer",
          "Cnn3DLossLayer",
          "CnnLossLayer",
          "Cropping1D",
          "Cropping2D",
          "Cropping3D",
          "DropoutLayer",
          "FrozenLayer",
          "FrozenLayerWithBackprop",
          "GlobalPoolingLayer",
          "LastTimeStep",
          "LocalResponseNormalization",
          "LossLayer",
          "MaskLayer",
          "MaskZeroLayer",
          "Pooling1D",
          "Pooling2D",
          "RepeatVector",
          "RnnLossLayer",
          "SpaceToBatchLayer",
          "SpaceToDepthLayer",
          "Subsampling1DLayer",
          "Subsampling3DLayer",
          "SubsamplingLayer",
          "TimeDistributed",
          "Upsampling1D",
          "Upsampling2D",
          "Upsampling3D",
          "Yolo2OutputLayer",
          "ZeroPadding1DLayer",
          "ZeroPadding3DLayer",
          "ZeroPaddingLayer");

  private ConfigurationClasses() {}

  static boolean allows(String className) {
    return NAMES.contains(className);
  }

  /** All of them, for the test that compares them with the jars. */
  static Set<String> names() {
    return NAMES;
  }

  /** Whether a class is a layer, or a vertex, that has parameters of its own. */
  static boolean hasParameters(String className) {
    String simpleName = className.substring(className.lastIndexOf('.') + 1);
    boolean layer =
        className.startsWith("org.deeplearning4j.nn.conf.layers.")
            || className.startsWith("org.deeplearning4j.nn.conf.ocnn.")
            || simpleName.equals("AttentionVertex");
    return layer && !WITHOUT_PARAMETERS.contains(simpleName);
  }

  private static Set<String> load() {
    try (InputStream in =
            ConfigurationClasses.class.getResourceAsStream("configuration-classes.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
