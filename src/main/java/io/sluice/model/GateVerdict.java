package io.sluice.model;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a gate found out about a version, and with it whether the version may be published.
 *
 * @param limits each with what was measured, at least one
 * @param dataset what was measured on; null if only times were
 */
public record GateVerdict(List<Measured> limits, @Nullable DataSet dataset) {
  public GateVerdict {
    limits = List.copyOf(limits);
  }

  /** Whether every limit holds. */
  public boolean passed() {
    return limits.stream().allMatch(Measured::passed);
  }

  /** The limits that do not hold, in a sentence for operators. */
  public String reason() {
    return limits.stream()
        .filter(limit -> !limit.passed())
        .map(Measured::words)
        .collect(Collectors.joining("; ", "its gate holds it back: ", ""));
  }

  /**
   * A limit and what was measured.
   *
   * @param value in the limit's unit; NaN if the data set gives the figure none, as precision
   *     without one positive answer
   */
  public record Measured(GateLimit limit, double value) {
    /** Whether it is within the limit. */
    public boolean passed() {
      return limit.holds(value);
    }

    private String words() {
      return Double.isNaN(value)
          ? limit.figure() + " has no value on this data set"
          : "%s, but it is %s".formatted(limit, Numerals.show(value));
    }
  }

  /**
   * Labelled rows that a version was measured on.
   *
   * @param name a file's name
   * @param digest of its bytes
   * @param rows without the header
   * @param kept whether it came with the version and lies in the store
   */
  public record DataSet(String name, Digest digest, long rows, boolean kept) {}
}
