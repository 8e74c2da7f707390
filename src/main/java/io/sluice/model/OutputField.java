package io.sluice.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one output of the network means to the caller. */
public sealed interface OutputField {
  /** The output's name in answers. */
  String name();

  /**
   * Probabilities of exclusive classes.
   *
   * @param labels one a column; or two over a single column that holds the second one's probability
   * @param positive the class that binary figures count as positive; null without one
   */
  record ClassOutput(FieldInfo info, List<String> labels, @Nullable String positive)
      implements OutputField {
    public ClassOutput {
      labels = List.copyOf(labels);
    }

    @Override
    public String name() {
      return info.name();
    }
  }

  /**
   * Named quantities, one a column.
   *
   * @param name the network's output they come from
   */
  record QuantityOutput(String name, List<Quantity> quantities) implements OutputField {
    public QuantityOutput {
      quantities = List.copyOf(quantities);
    }
  }

  /** Plain values in the network's own shape. */
  record TensorOutput(FieldInfo info, Datatype datatype, List<Integer> shape)
      implements OutputField {
    public TensorOutput {
      shape = List.copyOf(shape);
    }

    @Override
    public String name() {
      return info.name();
    }
  }

  /**
   * One predicted number.
   *
   * @param unit the unit, for people; empty without one
   */
  record Quantity(FieldInfo info, String unit) {
    /** The quantity's name in answers. */
    public String name() {
      return info.name();
    }
  }
}
