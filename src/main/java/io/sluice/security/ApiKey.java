package io.sluice.security;

import io.sluice.model.Caller;
import io.sluice.model.ModelName;
import io.sluice.model.Role;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A key as it is kept.
 *
 * @param id 16 hexadecimal digits
 * @param label what it is for, in its maker's words; 1 to 100 characters
 * @param hash the SHA-256 of its text, 64 hexadecimal digits
 * @param roles what it grants; at least one
 * @param models the only models it knows; empty for all
 * @param limitPerMinute the most requests in a minute; 0 for no limit
 * @param createdBy the caller that made it, as {@link Caller#name}
 * @param createdAt when it was made
 */
record ApiKey(
    String id,
    String label,
    String hash,
    Set<Role> roles,
    Set<ModelName> models,
    int limitPerMinute,
    String createdBy,
    Instant createdAt) {
  ApiKey {
    roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
    models = Set.copyOf(models);
  }

  /** Whom it makes of its owner. */
  Caller caller() {
    return new Caller("key:" + id, roles, models);
  }

  /** Whether it rules everything: with it every other key can be made. */
  boolean isMaster() {
    return roles.contains(Role.MODEL_ADMIN) && models.isEmpty();
  }

  /** Without the hash: nobody needs it in a log. */
  @Override
  public String toString() {
    return "key " + id + " (" + label + ")";
  }
}
