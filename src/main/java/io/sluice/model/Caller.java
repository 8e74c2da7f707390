package io.sluice.model;

import java.security.Principal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what he may do.
 *
 * @param name how logs and the audit name him: {@code key:<id>}, {@code jwt:<subject>}, {@code
 *     anonymous} or {@code system}; never a secret
 * @param roles what he is entitled to; may be empty
 * @param models the only models he may see; empty if he may see all
 */
public record Caller(String name, Set<Role> roles, Set<ModelName> models) implements Principal {
  /** The request's attribute that holds its caller once he is known. */
  public static final String ATTRIBUTE = "io.sluice.caller";

  /** The name of whoever sends no credential. */
  public static final String ANONYMOUS = "anonymous";

  /** The server itself: a timer, the start. */
  public static final Caller SYSTEM = new Caller("system", EnumSet.allOf(Role.class), Set.of());

  /** Whoever nobody has vouched for: entitled to nothing. */
  public static final Caller NOBODY = new Caller("nobody", EnumSet.noneOf(Role.class), Set.of());

  public Caller {
    Objects.requireNonNull(name, "name is null");
    EnumSet<Role> own = EnumSet.noneOf(Role.class);
    own.addAll(roles);
    roles = Collections.unmodifiableSet(own);
    models = Set.copyOf(models);
  }

  /** The caller behind what a request holds as its principal; nobody if it is something else. */
  public static Caller of(@Nullable Object principal) {
    return principal instanceof Caller caller ? caller : NOBODY;
  }

  @Override
  public String getName() {
    return name;
  }

  /** Whether he is entitled to this. */
  public boolean has(Role role) {
    return roles.contains(role);
  }

  /**
   * What he is told where he lacks a role: one whom nobody vouched for is asked who he is.
   *
   * @return to be thrown
   */
  public ServingException refusal(Role missing) {
    boolean known = !name.equals(ANONYMOUS) && !equals(NOBODY);
    return known
        ? new ServingException(
            ServingException.Kind.FORBIDDEN,
            "This needs the role " + missing.wireName() + ".",
            false)
        : new ServingException(
            ServingException.Kind.UNAUTHENTICATED,
            "This needs a key in X-API-Key or a bearer token, with the role "
                + missing.wireName()
                + ".",
            false);
  }

  /** Whether he may know of this model at all. */
  public boolean mayUse(ModelName model) {
    return models.isEmpty() || models.contains(model);
  }
}
