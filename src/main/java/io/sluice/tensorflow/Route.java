package io.sluice.tensorflow;

import io.sluice.model.Role;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One row of the route table: who may call what, and who answers. There is no route without a role,
 * and what has no route is refused.
 *
 * @param method of HTTP
 * @param template the path, with {@code {model}}, {@code {version}} and {@code {label}} for what
 *     varies; it is matched without regard to case
 * @param role what a caller must have
 */
record Route(String method, String template, Role role, Handler handler, Pattern pattern) {
  private static final String WORD = "[^/:]+";
  private static final String DIGITS = "[0-9]+";

  Route {
    Objects.requireNonNull(role, "role is null");
  }

  Route(String method, String template, Role role, Handler handler) {
    this(method, template, role, handler, pattern(template));
  }

  boolean names(String group) {
    return template.contains("{" + group + "}");
  }

  private static Pattern pattern(String template) {
    String regex =
        template
            .replace("{model}", "(?<model>" + WORD + ")")
            .replace("{version}", "(?<version>" + DIGITS + ")")
            .replace("{label}", "(?<label>" + WORD + ")");
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
