package io.sluice.rest;

import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ext.ParamConverter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a name in a path. What cannot be a name names nothing: the answer is the 404 of its kind,
 * and its detail gives the rule.
 */
final class NameConverter<T> implements ParamConverter<T> {
  private final Function<String, T> reader;
  private final Kind absent;

  /**
   * @param reader throws {@code IllegalArgumentException} for what is no such name
   * @param absent the failure that it is then
   */
  NameConverter(Function<String, T> reader, Kind absent) {
    this.reader = reader;
    this.absent = absent;
  }

  /**
   * @throws IllegalArgumentException for a parameter that was not sent, which JAX-RS then leaves
   *     out
   * @throws NotFoundException caused by the failure; JAX-RS lets no other kind through unchanged
   */
  @Override
  public T fromString(@Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException("there is no value");
    }
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException e) {
      throw new NotFoundException(new ServingException(absent, String.valueOf(e.getMessage()), e));
    }
  }

  @Override
  public String toString(T name) {
    return name.toString();
  }
}
