package io.sluice.model;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a version must show before it is published.
 *
 * @param dataset the name of the data set that it is measured on; null if the terms name none
 * @param digest what the data set's bytes must be; null if that does not matter
 * @param target the column with the known answers; null for the one named as the output
 * @param limits all of which must hold; may be empty
 */
public record GateTerms(
    @Nullable String dataset,
    @Nullable Digest digest,
    @Nullable String target,
    List<GateLimit> limits) {
  /** Terms that ask for nothing. */
  public static final GateTerms NONE = new GateTerms(null, null, null, List.of());

  /** The most limits of one gate. */
  public static final int MOST_LIMITS = 100;

  private static final Pattern DATASET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Pattern TARGET = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,62}");

  /**
   * @throws IllegalArgumentException if a name breaks its rule, or there are too many limits
   */
  public GateTerms {
    limits = List.copyOf(limits);
    if (dataset != null) {
      dataset(dataset);
    }
    if (target != null) {
      target(target);
    }
    if (limits.size() > MOST_LIMITS) {
      throw new IllegalArgumentException("a gate has at most " + MOST_LIMITS + " limits");
    }
  }

  /**
   * A plain file name: no path, nothing hidden.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static String dataset(String name) {
    return Names.check("name of a data set", name, DATASET);
  }

  /** Whether a text is a plain file name, as {@link #dataset(String)} takes it. */
  public static boolean isDataset(String name) {
    return DATASET.matcher(name).matches();
  }

  /**
   * The name of a column.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static String target(String name) {
    return Names.check("name of a column", name, TARGET);
  }

  /** Whether anything is to be measured on a data set. */
  public boolean needsDataset() {
    return limits.stream().anyMatch(limit -> !limit.isLatency());
  }
}
