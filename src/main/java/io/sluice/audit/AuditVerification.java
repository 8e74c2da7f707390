package io.sluice.audit;

import org.jspecify.annotations.Nullable;

/**
 * What was found when the whole audit was read through.
 *
 * @param entries how many there are by the head: the number of the last that was written
 * @param hash of the last that was written, 64 hexadecimal digits; worth keeping elsewhere, since
 *     whoever can write the whole database can also write a whole new chain
 * @param fault the first thing that is wrong; null if all is as it was written
 */
public record AuditVerification(long entries, String hash, @Nullable Fault fault) {

  /** Whether all is as it was written. */
  public boolean intact() {
    return fault == null;
  }

  /**
   * Something that is not as it was written.
   *
   * @param sequence the number of the entry
   * @param rule what is wrong with it
   */
  public record Fault(long sequence, Rule rule) {}

  /** What may be wrong. */
  public enum Rule {
    /** It does not say what it said when it was written. */
    ALTERED,
    /** It is not there, and later ones are. */
    MISSING,
    /** It is whole in itself, but what follows it was chained to another. */
    REWRITTEN,
    /** It is not there, nor is any later one, though they were written. */
    CUT_OFF,
    /** It is there, but was never written by this server. */
    ADDED
  }
}
