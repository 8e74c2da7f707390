package io.sluice.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;

/** The networks that are measured, from one that costs nothing to one that costs everything. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are those of List.of
enum Subject {
  /** The sample model: 4 features, one hidden layer of 16, 3 classes. */
  IRIS("iris", List.of(4), List.of("setosa", "versicolor", "virginica")),
  /** Dense 784-256-128-10. */
  MLP("mlp", List.of(784), digits()),
  /** Two convolutions of 5x5, two poolings, 500 hidden units. */
  LENET("lenet", List.of(1, 28, 28), digits()),
  /** A residual network of 14 layers, 64 to 256 channels: what it costs is computing. */
  RESNET("resnet", List.of(1, 28, 28), digits());

  private static final long SEED = 20_261_124;
  private static final int PLACES = 10_000;

  private final String model;
  private final List<Integer> shape;
  private final List<String> labels;

  Subject(String model, List<Integer> shape, List<String> labels) {
    this.model = model;
    this.shape = shape;
    this.labels = labels;
  }

  /**
   * The subject of that model name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Subject named(String model) {
    return Arrays.stream(values())
        .filter(subject -> subject.model.equals(model))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no network '" + model + "'"));
  }

  /** The name under which it is served. */
  String model() {
    return model;
  }

  /** The axes of one instance. */
  List<Integer> shape() {
    return shape;
  }

  /** The classes it tells apart. */
  List<String> labels() {
    return labels;
  }

  /** How many numbers one instance has. */
  int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /**
   * One instance, the same in every run: a flower, or pixels of noise in [0, 1) with four places
   * after the point.
   */
  float[] instance() {
    if (this == IRIS) {
      return new float[] {5.1f, 3.5f, 1.4f, 0.2f};
    }
    Random random = new Random(SEED);
    float[] pixels = new float[size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(PLACES) / (float) PLACES;
    }
    return pixels;
  }

  /** The instance as the body of a request, flat. */
  String json() {
    StringJoiner numbers = new StringJoiner(",", "{\"instances\":[[", "]]}");
    for (float value : instance()) {
      numbers.add(Float.toString(value).toLowerCase(Locale.ROOT));
    }
    return numbers.toString();
  }

  private static List<String> digits() {
    return List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }
}
