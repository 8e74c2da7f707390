package io.sluice.evaluation.sequential;

/** What is known of an arm against the control. */
public enum Conclusion {
  /** It is better. */
  BETTER,
  /** It is worse. */
  WORSE,
  /** If they differ, then by less than matters. */
  NO_DIFFERENCE,
  /** Not yet known. */
  UNDECIDED
}
