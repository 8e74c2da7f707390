package io.sluice.security;

import io.sluice.model.Caller;
import io.sluice.model.Role;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * What the configuration says of who may.
 *
 * @param profile {@code sluice.profile}
 * @param anonymous whoever sends no credential, with {@code sluice.security.anonymous-roles}
 * @param tls {@code sluice.security.tls}
 * @param metrics {@code sluice.security.metrics-roles}
 * @param wrongPerMinute {@code sluice.security.wrong-credentials-per-minute}, at least 1
 * @param keysReload {@code sluice.security.keys-reload}
 * @param adminKey {@code sluice.security.admin-key}: whether the first start makes one
 * @param tokens {@code mp.jwt.verify.*}; empty if no tokens are taken
 */
record SecurityConfig(
    Profile profile,
    Caller anonymous,
    Tls tls,
    MetricsAccess metrics,
    int wrongPerMinute,
    Duration keysReload,
    boolean adminKey,
    Optional<TokenRules> tokens) {
  static final String PROFILE = "sluice.profile";
  static final String ANONYMOUS_ROLES = "sluice.security.anonymous-roles";
  static final String TLS = "sluice.security.tls";
  private static final String NONE = "none";

  /** What the server is used for. */
  enum Profile {
    /** To try it: predictions are open to everybody. */
    DEMO,
    /** In earnest: it does not start before it is safe. */
    PRODUCTION
  }

  /** Who sees to it that nobody listens on the wire. */
  enum Tls {
    /** Nobody. */
    NONE,
    /** The server's own listener. */
    LISTENER,
    /** A proxy in front, through which every request comes. */
    PROXY
  }

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException if a value is not what its key asks for
   */
  static SecurityConfig from(Config config) {
    return new SecurityConfig(
        word(config, PROFILE, Profile.class),
        anonymous(config.getValue(ANONYMOUS_ROLES, String.class)),
        word(config, TLS, Tls.class),
        MetricsAccess.parse(config.getValue(MetricsAccess.KEY, String.class)),
        Integer.parseInt(
            config.getValue("sluice.security.wrong-credentials-per-minute", String.class).strip()),
        Duration.parse(config.getValue("sluice.security.keys-reload", String.class).strip()),
        Boolean.parseBoolean(config.getValue("sluice.security.admin-key", String.class).strip()),
        TokenRules.from(config));
  }

  private static Caller anonymous(String names) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (!names.strip().equals(NONE)) {
      for (String name : names.split(",", -1)) {
        Role role =
            Role.of(name.strip())
                .filter(known -> known == Role.PREDICT || known == Role.FEEDBACK)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            ANONYMOUS_ROLES
                                + " must be none, or of predict and feedback: everybody may not '"
                                + name.strip()
                                + "'"));
        roles.add(role);
      }
    }
    return new Caller(Caller.ANONYMOUS, roles, Set.of());
  }

  private static <E extends Enum<E>> E word(Config config, String key, Class<E> type) {
    String value = config.getValue(key, String.class).strip();
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "%s: '%s' must be one of %s"
            .formatted(
                key,
                value,
                EnumSet.allOf(type)
                    .toString()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[\\[\\]]", "")));
  }
}
