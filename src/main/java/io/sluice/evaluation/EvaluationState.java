package io.sluice.evaluation;

import java.util.Locale;

/** Where an evaluation stands. */
public enum EvaluationState {
  /** It waits for its turn, or is under way. */
  RUNNING,
  /** There is a report. */
  DONE,
  /** A row, or the version, made it end. */
  FAILED,
  /** Somebody stopped it, or the server ended. */
  CANCELLED;

  /** The state of a name in the database. */
  static EvaluationState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  /** Its name in the database. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
