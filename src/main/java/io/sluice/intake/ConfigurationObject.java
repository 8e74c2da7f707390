package io.sluice.intake;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one JSON object of a configuration says about sizes, gathered while its members pass. */
final class ConfigurationObject {
  private final String label;
  private String className = "";
  private long inputs;
  private long outputs;
  private long kernel = 1;
  private long depthMultiplier = 1;
  private boolean typed;
  private boolean shaped;
  private long shapeProduct = 1;
  private long values;

  /**
   * @param label name of the member that holds this object; before 1.0.0-beta the type of a layer
   *     stands there
   */
  ConfigurationObject(@Nullable String label) {
    this.label = label == null ? "" : label;
  }

  void className(String name) {
    className = name;
  }

  /** Takes note of one number, be it the member's value or one of an array. */
  void number(String field, double value) {
    switch (field.toLowerCase(Locale.ROOT)) {
      case "nin" -> inputs = (long) value;
      case "nout" -> outputs = (long) value;
      case "kernelsize" -> kernel = product(kernel, (long) value);
      case "depthmultiplier" -> depthMultiplier = (long) value;
      case "shape" -> shapeProduct = product(shapeProduct, (long) value);
      case "data" -> values++;
      default -> {
        // says nothing about sizes
      }
    }
  }

  void member(String name) {
    typed |= name.equals("dataType");
    shaped |= name.equals("shape");
  }

  /** An array in JSON ({@code NDArrayTextSerializer}) whose shape is not that of its values. */
  boolean isBrokenArray() {
    return typed && shaped && shapeProduct != values;
  }

  /** Weights of the layer that this object describes, without biases; 0 if it is no layer. */
  long parameters() {
    if (inputs == 0 && outputs == 0) {
      return 0;
    }
    String type = (className.isEmpty() ? label : className).toLowerCase(Locale.ROOT);
    if (type.endsWith("batchnormalization")) {
      return product(4, outputs);
    }
    if (type.endsWith("depthwiseconvolution2d")) {
      return product(product(inputs, depthMultiplier), kernel);
    }
    if (type.endsWith("lstm") || type.endsWith("simplernn")) {
      long gates = type.endsWith("lstm") ? 4 : 1;
      int directions = type.endsWith("bidirectionallstm") ? 2 : 1;
      return product(product(gates * directions, outputs), inputs + outputs);
    }
    return product(product(inputs, outputs), kernel);
  }

  private static long product(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    return high == 0 && low >= 0 ? low : Long.MAX_VALUE;
  }
}
