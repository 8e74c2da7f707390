package io.sluice.catalog;

import static io.sluice.codec.JsonTree.object;

import io.sluice.model.InputField;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelDescriptor.Golden;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The examples in the contract of a model: its first golden prediction, so that they are true.
 * Null, and left out, for a model without one.
 */
final class ContractExamples {
  private final ModelDescriptor descriptor;
  private final String digest;
  private final @Nullable Golden golden;

  /**
   * @param digest of the version's archive
   */
  ContractExamples(ModelDescriptor descriptor, String digest) {
    this.descriptor = descriptor;
    this.digest = digest;
    this.golden = descriptor.goldens().isEmpty() ? null : descriptor.goldens().get(0);
  }

  /** A request body. */
  @Nullable Object request() {
    return golden == null ? null : object("instances", List.of(golden.instance()));
  }

  /** The answer to it. */
  @Nullable Object response() {
    return golden == null || golden.prediction() == null
        ? null
        : object(
            "model", descriptor.id().name().value(),
            "version", descriptor.id().version().toString(),
            "digest", digest,
            "predictions", List.of(golden.prediction()));
  }

  /** One field of it in a query string: a tensor is its flat list. */
  @Nullable Object parameter(InputField input) {
    Object value = golden == null ? null : golden.instance().get(input.name());
    if (value instanceof List<?> nested) {
      List<Object> flat = new ArrayList<>();
      flatten(nested, flat);
      return flat;
    }
    return value;
  }

  private static void flatten(List<?> nested, List<Object> flat) {
    for (Object element : nested) {
      if (element instanceof List<?> deeper) {
        flatten(deeper, flat);
      } else {
        flat.add(element);
      }
    }
  }
}
