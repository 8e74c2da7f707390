package io.sluice.metrics;

import java.util.List;

/** Tells at a scrape what a room of its own has counted, beside what all predictions have. */
@FunctionalInterface
public interface FamilySource {
  /** The families as they stand now. */
  List<Family> families();

  /**
   * One family of figures.
   *
   * @param name as Prometheus has it
   * @param type {@code counter} or {@code gauge}
   * @param help what it counts, in a sentence
   * @param samples its figures; may be empty
   */
  record Family(String name, String type, String help, List<Sample> samples) {
    public Family {
      samples = List.copyOf(samples);
    }
  }

  /**
   * One figure.
   *
   * @param value now
   * @param labels names and values by turns
   */
  record Sample(double value, List<String> labels) {
    public Sample {
      labels = List.copyOf(labels);
    }

    /** A figure with these labels. */
    public static Sample of(double value, String... labels) {
      return new Sample(value, List.of(labels));
    }
  }
}
