package io.sluice.runtime;

/**
 * A checked model that its engine still cannot make a network of, or whose network cannot be
 * served.
 */
public final class NetworkRejectedException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param message a sentence for operators
   */
  public NetworkRejectedException(String message) {
    super(message);
  }

  /**
   * @param message a sentence for operators
   * @param cause for the log only
   */
  public NetworkRejectedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** An engine's own word for what it cannot do, on one line and short enough for a status. */
  static String reasonOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    String line = text.lines().findFirst().orElse("").strip();
    return line.length() <= 300 ? line : line.substring(0, 300) + "...";
  }
}
