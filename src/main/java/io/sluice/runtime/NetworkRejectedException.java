package io.sluice.runtime;

/**
 * A checked archive that DL4J still cannot make a network of, or whose network cannot be served.
 */
public final class NetworkRejectedException extends Exception {
  private static final long serialVersionUID = 1;

  NetworkRejectedException(String message) {
    super(message);
  }

  NetworkRejectedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** DL4J's own word for what it cannot do, on one line and short enough for a status. */
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
