package io.sluice.codec;

import io.sluice.model.InstanceLimits;
import io.sluice.model.InstanceSource;
import io.sluice.model.Instances;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.ModelSignature;
import java.util.List;
import java.util.Map;

/**
 * Reads one instance from the parameters of a query string: one a field, a tensor as a flat list
 * parted by commas; an empty value counts as absent.
 */
public final class QueryInstanceReader {
  /** The parameter that is never a field: how many classes an answer gives. */
  public static final String TOP = "top";

  private final InstanceLimits limits;

  /**
   * @param limits counted while reading
   */
  public QueryInstanceReader(InstanceLimits limits) {
    this.limits = limits;
  }

  /**
   * The instance, still to be read.
   *
   * @param parameters decoded; {@code top} is passed over, a second value is a violation
   */
  public InstanceSource source(Map<String, List<String>> parameters) {
    return signature -> read(parameters, signature);
  }

  private Instances read(Map<String, List<String>> parameters, ModelSignature signature) {
    try (InstancesBuilder builder = new InstancesBuilder(signature, limits)) {
      builder.begin();
      parameters.forEach(
          (name, values) -> {
            if (!name.equals(TOP)) {
              values.forEach(value -> field(builder, name, value));
            }
          });
      builder.end();
      return builder.build();
    }
  }

  private static void field(InstancesBuilder builder, String name, String value) {
    int input = builder.field(name);
    if (input < 0) {
      return;
    }
    if (!builder.signature().takesTensors()) {
      builder.lexical(input, value);
    } else if (value.isBlank()) {
      builder.absent(input);
    } else {
      builder.beginTensor(input);
      elements(builder, value);
      builder.endTensor();
    }
  }

  private static void elements(InstancesBuilder builder, String list) {
    int start = 0;
    int comma = list.indexOf(',');
    while (comma >= 0) {
      builder.lexicalElement(list.substring(start, comma));
      start = comma + 1;
      comma = list.indexOf(',', start);
    }
    builder.lexicalElement(list.substring(start));
  }
}
