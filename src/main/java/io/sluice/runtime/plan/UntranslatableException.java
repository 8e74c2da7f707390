package io.sluice.runtime.plan;

/** A network, or a part of one, that has no plan; its message says why, for the operator. */
public final class UntranslatableException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param message what has no translation, in a sentence's words without a full stop
   */
  public UntranslatableException(String message) {
    super(message);
  }

  /**
   * @param message what failed, in a sentence's words without a full stop
   * @param cause for the log
   */
  public UntranslatableException(String message, Throwable cause) {
    super(message, cause);
  }
}
