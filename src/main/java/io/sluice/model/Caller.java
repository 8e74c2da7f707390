package io.sluice.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Who asks, and what he may do.
 *
 * @param name how logs and the audit name him: {@code key:<id>}, {@code jwt:<subject>}, {@code
 *     anonymous} or {@code system}; never a secret
 * @param roles what he is entitled to; may be empty
 * @param models the only models he may see; empty if he may see all
 */
public record Caller(String name, Set<Role> roles, Set<ModelName> models) {
  /** The request's attribute that holds its caller once he is known. */
  public static final String ATTRIBUTE = "io.sluice.caller";

  /** The server itself: a timer, the start. */
  public static final Caller SYSTEM = new Caller("system", EnumSet.allOf(Role.class), Set.of());

  public Caller {
    Objects.requireNonNull(name, "name is null");
    EnumSet<Role> own = EnumSet.noneOf(Role.class);
    own.addAll(roles);
    roles = Collections.unmodifiableSet(own);
    models = Set.copyOf(models);
  }

  /** Whether he is entitled to this. */
  public boolean has(Role role) {
    return roles.contains(role);
  }

  /** Whether he may know of this model at all. */
  public boolean mayUse(ModelName model) {
    return models.isEmpty() || models.contains(model);
  }
}
