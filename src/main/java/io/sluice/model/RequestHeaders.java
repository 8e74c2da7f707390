package io.sluice.model;

import org.jspecify.annotations.Nullable;

/**
 * The headers of a request for a prediction, for what chooses the version by one of them: which one
 * that is only the model's experiment knows.
 */
@FunctionalInterface
public interface RequestHeaders {
  /** Those of a request that has none: of the application itself, say. */
  RequestHeaders NONE = name -> null;

  /**
   * The first value of a header.
   *
   * @param name whatever its case
   * @return null without it
   */
  @Nullable String header(String name);
}
