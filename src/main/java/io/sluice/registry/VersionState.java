package io.sluice.registry;

/** Where a version stands in its life. */
public enum VersionState {
  /** Being read, checked, built or warmed up; does not answer yet. */
  LOADING,
  /** Answers. */
  READY,
  /** Could not be loaded; its status says why. Nothing else suffers. */
  FAILED,
  /** Answered once, and does no more. */
  RETIRED,
  /** Kept, but must not answer: its gate holds it back, or it is not among those to be loaded. */
  HELD
}
