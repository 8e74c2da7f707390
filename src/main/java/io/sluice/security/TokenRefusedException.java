package io.sluice.security;

import com.nimbusds.jwt.proc.BadJWTException;

/** A token that does not hold, and why, for the log. */
final class TokenRefusedException extends BadJWTException {
  private static final long serialVersionUID = 1;

  /**
   * @param reason in our words; nothing of the token
   */
  TokenRefusedException(String reason) {
    super(reason);
  }

  /** Why, in our words. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
