package io.sluice.evaluation.figures;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Values of figures by name, as they were at one moment. Holds those only that are defined. */
public final class Figures {
  private final Map<String, Double> values;

  private Figures(Map<Figure, Double> values) {
    Map<String, Double> named = new LinkedHashMap<>();
    values.forEach((figure, value) -> named.put(figure.wireName(), value));
    this.values = Collections.unmodifiableMap(named);
  }

  /** A figure's value; empty if it is not defined for these rows, or of another kind of model. */
  public OptionalDouble value(Figure figure) {
    return value(figure.wireName());
  }

  /**
   * The value of a figure by its JSON name; empty as above, and for a name that is none. {@link
   * Figure#of} tells the two apart.
   */
  public OptionalDouble value(String name) {
    Double value = values.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The names of all figures that have a value, in the order of {@link Figure}. */
  public Set<String> names() {
    return values.keySet();
  }

  /** Names and values, in the order of {@link Figure}; cannot be changed. */
  public Map<String, Double> asMap() {
    return values;
  }

  @Override
  public String toString() {
    return values.toString();
  }

  /** Collects values. */
  static final class Collector {
    private final Map<Figure, Double> values = new EnumMap<>(Figure.class);

    Collector put(Figure figure, OptionalDouble value) {
      value.ifPresent(number -> values.put(figure, number));
      return this;
    }

    Figures figures() {
      return new Figures(values);
    }
  }
}
