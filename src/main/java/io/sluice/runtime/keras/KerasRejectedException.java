package io.sluice.runtime.keras;

/** A Keras file that is not converted, with a sentence for whoever pushed it. */
public final class KerasRejectedException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param message without paths and without values of the file that could be secret
   */
  public KerasRejectedException(String message) {
    super(message);
  }

  /**
   * @param cause for the log only
   */
  public KerasRejectedException(String message, Throwable cause) {
    super(message, cause);
  }
}
