package io.sluice.feedback;

import io.sluice.model.Violation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one outcome that was told.
 *
 * @param kind in short
 * @param fault what is wrong with it; null unless it is invalid
 */
record Reception(Kind kind, @Nullable Violation fault) {
  /** What can become of an outcome. */
  enum Kind {
    /** It is kept. */
    ACCEPTED,
    /** The same was told before. */
    REPEATED,
    /** It is kept instead of another one. */
    REPLACED,
    /** Another one was told before, which stays. */
    CONFLICTING,
    /** No such prediction is remembered, or none that the caller may know of. */
    UNKNOWN,
    /** It cannot be the outcome of this prediction. */
    INVALID;

    /** The name in answers. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is kept, now or before. */
    boolean isGood() {
      return this == ACCEPTED || this == REPEATED || this == REPLACED;
    }
  }

  static Reception of(Kind kind) {
    return new Reception(kind, null);
  }

  static Reception invalid(Violation fault) {
    return new Reception(Kind.INVALID, fault);
  }

  /** What it means, for people. */
  String detail() {
    if (fault != null) {
      return fault.detail();
    }
    return switch (kind) {
      case ACCEPTED -> "The outcome is kept.";
      case REPEATED -> "The same outcome was told before.";
      case REPLACED -> "The outcome is kept instead of the one before.";
      case CONFLICTING -> "Another outcome of this row was told before; replace=true replaces it.";
      case UNKNOWN ->
          "No such prediction is remembered: it was never made, is too old, or was not kept.";
      case INVALID -> "The outcome cannot be that of this prediction.";
    };
  }
}
