package io.sluice.model;

/**
 * A request that was refused to keep the others served, and when to try again. There may be
 * thousands in a second, and nothing is wrong with the code: they carry no stack trace, whose
 * making would cost more than the prediction that is refused.
 */
public final class OverloadException extends ServingException {
  private static final long serialVersionUID = 1;

  private final int retryAfterSeconds;

  /**
   * @param kind {@code OVERLOADED}, {@code DEADLINE_EXCEEDED} or {@code TOO_MANY_REQUESTS}
   * @param message a sentence for the caller
   * @param retryAfterSeconds when another try may succeed, at least 1
   */
  public OverloadException(Kind kind, String message, int retryAfterSeconds) {
    super(kind, message, false);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** When another try may succeed, in whole seconds, at least 1. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
