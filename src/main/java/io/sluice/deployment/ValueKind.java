package io.sluice.deployment;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Set;

/** What a key's value can be, told from its default: a key is declared in one place only. */
enum ValueKind {
  /** A whole number of at least 1. */
  NUMBER("a whole number of at least 1") {
    @Override
    boolean takes(String value) {
      try {
        return Long.parseLong(value) >= 1;
      } catch (NumberFormatException e) {
        return false;
      }
    }
  },
  /** A duration above zero as ISO 8601 writes it. */
  DURATION("a duration such as PT30S") {
    @Override
    boolean takes(String value) {
      try {
        Duration duration = Duration.parse(value);
        return !duration.isNegative() && !duration.isZero();
      } catch (DateTimeException e) {
        return false;
      }
    }
  },
  /** Yes or no. */
  FLAG("true or false") {
    @Override
    boolean takes(String value) {
      return FLAGS.contains(value);
    }
  },
  /** Any text but none. */
  TEXT("a text") {
    @Override
    boolean takes(String value) {
      return !value.isBlank();
    }
  };

  // Stricter than MicroProfile, which takes every word but these for "no": "ture" is a mistake.
  private static final Set<String> FLAGS = Set.of("true", "false");

  private final String words;

  ValueKind(String words) {
    this.words = words;
  }

  /** The kind of a key with this default. */
  static ValueKind of(String value) {
    for (ValueKind kind : values()) {
      if (kind.takes(value)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("a default must not be empty");
  }

  abstract boolean takes(String value);

  /** Names the kind in a sentence: "it must be ...". */
  String words() {
    return words;
  }
}
