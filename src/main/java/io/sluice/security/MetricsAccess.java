package io.sluice.security;

import io.sluice.model.Caller;
import io.sluice.model.Role;
import io.sluice.model.ServingException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may read {@code /metrics}, as {@code sluice.security.metrics-roles} says: everybody, or
 * callers with one of some roles. The figures name all models and tell how often each is asked, so
 * a caller who is bound to some models may not read them.
 *
 * @param stated whether somebody has decided; until then everybody may
 * @param roles of which a caller needs one; none if everybody may
 */
record MetricsAccess(boolean stated, List<Role> roles) {
  static final String KEY = "sluice.security.metrics-roles";
  private static final String UNDECIDED = "undecided";
  private static final String ANYONE = "anyone";

  MetricsAccess {
    roles = List.copyOf(roles);
  }

  /**
   * Reads the key's value.
   *
   * @throws IllegalArgumentException if it is none
   */
  static MetricsAccess parse(String text) {
    String value = text.strip();
    if (value.equals(UNDECIDED) || value.equals(ANYONE)) {
      return new MetricsAccess(value.equals(ANYONE), List.of());
    }
    List<Role> roles = new ArrayList<>();
    for (String name : value.split(",", -1)) {
      roles.add(
          Role.of(name.strip())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          KEY
                              + " must be undecided, anyone, or roles: there is no role '"
                              + name.strip()
                              + "'")));
    }
    return new MetricsAccess(true, roles);
  }

  /** Whether nobody is asked who he is. */
  boolean isOpen() {
    return roles.isEmpty();
  }

  /**
   * Lets a caller pass, or not.
   *
   * @throws ServingException if he has none of the roles, or is bound to some models
   */
  void check(Caller caller) {
    if (isOpen()) {
      return;
    }
    if (roles.stream().noneMatch(caller::has)) {
      throw caller.refusal(roles.get(0));
    }
    if (!caller.models().isEmpty()) {
      throw new ServingException(
          ServingException.Kind.FORBIDDEN,
          "The figures are those of all models, and this caller is bound to some.");
    }
  }
}
