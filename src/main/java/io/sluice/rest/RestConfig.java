package io.sluice.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the configuration says of requests in general. */
@Dependent
public class RestConfig {
  private final long maxBodyBytes;

  /**
   * @param maxBodyBytes the most bytes that a request's body may have; at least 1
   * @throws IllegalArgumentException if it is less
   */
  @Inject
  public RestConfig(@ConfigProperty(name = "sluice.predict.max-body-bytes") long maxBodyBytes) {
    if (maxBodyBytes < 1) {
      throw new IllegalArgumentException("sluice.predict.max-body-bytes must be at least 1");
    }
    this.maxBodyBytes = maxBodyBytes;
  }

  /** The most bytes that a request's body may have. */
  public long maxBodyBytes() {
    return maxBodyBytes;
  }
}
