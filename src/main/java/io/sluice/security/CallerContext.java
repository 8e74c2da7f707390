package io.sluice.security;

import io.sluice.model.Caller;
import io.sluice.model.Role;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/**
 * Tells resources who calls.
 *
 * @param caller the principal
 * @param isSecure whether the request came over TLS
 */
record CallerContext(Caller caller, boolean isSecure) implements SecurityContext {
  @Override
  public Principal getUserPrincipal() {
    return caller;
  }

  @Override
  public boolean isUserInRole(String role) {
    return Role.of(role).filter(caller::has).isPresent();
  }

  @Override
  public String getAuthenticationScheme() {
    return "SLUICE";
  }
}
