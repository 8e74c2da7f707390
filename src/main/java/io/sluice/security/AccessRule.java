package io.sluice.security;

import io.sluice.model.Caller;
import io.sluice.model.ModelName;
import io.sluice.model.Role;
import io.sluice.model.ServingException;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Who may call a method of a resource, as its annotation says.
 *
 * @param role the role it needs; null if it is open to all
 */
record AccessRule(@Nullable Role role) {

  /**
   * The rule of a method.
   *
   * @throws IllegalStateException if it has none: silence is no permission
   */
  static AccessRule of(Method method) {
    RolesAllowed allowed = method.getAnnotation(RolesAllowed.class);
    if (allowed != null && allowed.value().length == 1) {
      Role role =
          Role.of(allowed.value()[0]).orElseThrow(() -> wrong(method, "names no role of ours"));
      return new AccessRule(role);
    }
    if (allowed == null && method.isAnnotationPresent(PermitAll.class)) {
      return new AccessRule(null);
    }
    throw wrong(method, "must have @RolesAllowed with one role, or @PermitAll");
  }

  /**
   * Lets a caller pass, or not.
   *
   * @param model the model in the path, as the caller wrote it; null if there is none
   * @throws ServingException if he lacks the role, or may not know of the model
   */
  void check(Caller caller, @Nullable String model) {
    if (role == null) {
      return;
    }
    if (!caller.has(role)) {
      throw caller.refusal(role);
    }
    if (model != null && !caller.models().isEmpty() && ModelName.isValid(model)) {
      ModelName name = new ModelName(model);
      if (!caller.mayUse(name)) {
        throw ServingException.unknown(name);
      }
    }
  }

  private static IllegalStateException wrong(Method method, String what) {
    return new IllegalStateException(
        method.getDeclaringClass().getName() + "." + method.getName() + " " + what);
  }
}
