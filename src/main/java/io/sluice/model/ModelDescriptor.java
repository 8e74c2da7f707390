package io.sluice.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of itself: its {@code model.json}, or what its network tells where it has none.
 *
 * @param id the version described
 * @param description a sentence or two for people; may be empty
 * @param task what it is trained to do
 * @param operation the operation it answers under
 * @param inputs typed inputs, in order
 * @param outputs typed outputs, in order
 * @param goldens known answers that a loaded version must give
 * @param document the whole {@code model.json} as plain values (maps, lists, strings, numbers), for
 *     those who read what the server itself does not use; empty for a derived descriptor
 * @param gate what it asks to be measured by before it is published
 */
public record ModelDescriptor(
    ModelId id,
    String description,
    Task task,
    OperationName operation,
    List<InputField> inputs,
    List<OutputField> outputs,
    List<Golden> goldens,
    Map<String, Object> document,
    GateTerms gate) {
  public ModelDescriptor {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    goldens = List.copyOf(goldens);
    document = inOrder(document);
  }

  /** A descriptor that asks for no gate. */
  public ModelDescriptor(
      ModelId id,
      String description,
      Task task,
      OperationName operation,
      List<InputField> inputs,
      List<OutputField> outputs,
      List<Golden> goldens,
      Map<String, Object> document) {
    this(id, description, task, operation, inputs, outputs, goldens, document, GateTerms.NONE);
  }

  /** Whether the network told it, for want of a {@code model.json}. */
  public boolean derived() {
    return document.isEmpty();
  }

  /** A copy that keeps the order, so that people get back what they wrote as they wrote it. */
  private static Map<String, Object> inOrder(Map<String, Object> members) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /**
   * A known answer.
   *
   * @param instance plain values by input name
   * @param prediction the answer in the form that the API gives it: a map, a list or nested lists
   */
  public record Golden(Map<String, Object> instance, @Nullable Object prediction) {
    public Golden {
      instance = inOrder(instance);
    }
  }
}
