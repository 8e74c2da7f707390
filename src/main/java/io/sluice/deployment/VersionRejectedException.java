package io.sluice.deployment;

/** A version that cannot be served, with the reason that operators read in its status. */
public final class VersionRejectedException extends Exception {
  private static final long serialVersionUID = 1;

  VersionRejectedException(String reason) {
    super(reason);
  }

  VersionRejectedException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
