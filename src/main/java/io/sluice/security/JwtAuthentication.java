package io.sluice.security;

import io.sluice.model.Caller;
import org.jspecify.annotations.Nullable;

/** Knows callers by the tokens of an issuer that the configuration names. */
final class JwtAuthentication {
  private final @Nullable TokenVerifier verifier;
  private final GuessLimit guesses;
  private final RefusalLog log;

  /**
   * @param verifier null if the configuration names no issuer: then no token is taken
   */
  JwtAuthentication(@Nullable TokenVerifier verifier, GuessLimit guesses, RefusalLog log) {
    this.verifier = verifier;
    this.guesses = guesses;
    this.log = log;
  }

  /**
   * The caller whom a token is about.
   *
   * @param address where it came from
   * @throws io.sluice.model.ServingException if it is not valid now, or the address has sent too
   *     many that were not
   */
  Caller authenticate(String token, String address) {
    if (verifier == null) {
      throw new CredentialException("This server takes no tokens.");
    }
    try {
      return verifier.verify(token);
    } catch (TokenRefusedException e) {
      // Good tokens of the same address stay good: a signature cannot be guessed.
      guesses.check(address, "");
      guesses.failed(address, "");
      log.refused("token", e.reason());
      throw new CredentialException("The token is not valid.");
    }
  }
}
