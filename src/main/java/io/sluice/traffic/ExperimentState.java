package io.sluice.traffic;

import java.util.Arrays;

/** Where an experiment stands. */
public enum ExperimentState {
  /** It splits requests, or will from its start on. */
  RUNNING("running"),
  /** Somebody stopped it. */
  STOPPED("stopped"),
  /** An arm's version went into production. */
  PROMOTED("promoted"),
  /** An arm broke a guardrail. */
  ROLLED_BACK("rolled_back"),
  /** Its end came. */
  COMPLETED("completed");

  private final String wireName;

  ExperimentState(String wireName) {
    this.wireName = wireName;
  }

  /**
   * The state of a name in the database.
   *
   * @throws IllegalArgumentException if there is none
   */
  static ExperimentState of(String wireName) {
    return Arrays.stream(values())
        .filter(state -> state.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(wireName));
  }

  /** Its name in the contract and the database. */
  public String wireName() {
    return wireName;
  }
}
