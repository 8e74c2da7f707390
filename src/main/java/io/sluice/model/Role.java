package io.sluice.model;

import java.util.Optional;

/** What a caller may be entitled to; whatever is not granted is denied. */
public enum Role {
  /** To ask for predictions, and to read what models there are. */
  PREDICT("predict"),
  /** To tell what a prediction turned out to be. */
  FEEDBACK("feedback"),
  /** To push, alias, roll back and delete versions, and to issue keys. */
  MODEL_ADMIN("model-admin"),
  /** To read and verify the audit log. */
  AUDITOR("auditor");

  private final String wireName;

  Role(String wireName) {
    this.wireName = wireName;
  }

  /** The role as tokens, keys and configuration write it: {@code model-admin}. */
  public String wireName() {
    return wireName;
  }

  /** The role of a name; empty for a name that is none, which grants nothing. */
  public static Optional<Role> of(String wireName) {
    for (Role role : values()) {
      if (role.wireName.equals(wireName)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
