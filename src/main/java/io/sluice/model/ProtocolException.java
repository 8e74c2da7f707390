package io.sluice.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that the rules of a foreign protocol refuse, with the status that they name for it:
 * another method than its path takes, a part of the protocol that is not spoken here. Refusals of
 * predictions and changes are {@link ServingException} and {@link ChangeException}, there as here.
 * It carries no stack trace: nothing is wrong with the code.
 */
public final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int LOWEST = 400;
  private static final int HIGHEST = 599;

  private final int status;
  private final @Nullable String allow;

  /**
   * @param status of the answer, 400 to 599
   * @param message a sentence for the caller: no path, class name or secret of the server
   */
  public ProtocolException(int status, String message) {
    this(status, message, null);
  }

  private ProtocolException(int status, String message, @Nullable String allow) {
    super(Objects.requireNonNull(message, "message is null"), null, false, false);
    if (status < LOWEST || status > HIGHEST) {
      throw new IllegalArgumentException(status + " tells of no error");
    }
    this.status = status;
    this.allow = allow;
  }

  /**
   * A method that a path does not take.
   *
   * @param allowed the methods that it takes, with commas between
   */
  public static ProtocolException method(String allowed) {
    return new ProtocolException(405, "This path takes only " + allowed + ".", allowed);
  }

  /** The status of the answer. */
  public int status() {
    return status;
  }

  /** What the header {@code Allow} of the answer says; null unless the method was wrong. */
  public @Nullable String allow() {
    return allow;
  }
}
