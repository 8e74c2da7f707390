package io.sluice.security;

import io.sluice.model.ServingException;

/**
 * A credential that is not taken. Frequent under attack and no fault of the code: without a stack
 * trace.
 */
final class CredentialException extends ServingException {
  private static final long serialVersionUID = 1;

  /**
   * @param message a sentence for the caller; nothing of the credential
   */
  CredentialException(String message) {
    super(Kind.UNAUTHENTICATED, message, false);
  }
}
