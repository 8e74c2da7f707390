package io.sluice.codec;

import java.util.List;
import java.util.Objects;

/**
 * One input or output of a model, as protocols of tensors show it.
 *
 * @param name what requests and answers call it
 * @param type of its elements
 * @param shape with the batch first; -1 where the length varies, as the batch's always does
 */
public record TensorPort(String name, TensorType type, List<Integer> shape) {
  public TensorPort {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(type, "type is null");
    shape = List.copyOf(shape);
  }
}
