package io.sluice.repository;

import java.util.Locale;

/** What became of a version that was accepted. */
public enum CommitState {
  /** It may be served. */
  COMMITTED,
  /** It is kept, but did not pass its gate. */
  HELD,
  /** It is gone; its number stays taken. */
  DELETED;

  /** The state as the database writes it: {@code committed}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static CommitState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
