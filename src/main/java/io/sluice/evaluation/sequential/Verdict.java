package io.sluice.evaluation.sequential;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an experiment has found out.
 *
 * @param text in a few words: {@code challenger better}, {@code not enough data: about 3,100 more
 *     labels}, {@code no difference larger than 0.5 %}, {@code invalid: assignment is skewed}
 * @param winner the arm that is better than the control, or the control if it is better than every
 *     other; empty unless there is one
 * @param comparisons each arm against the control
 * @param assignmentPValue of "the units came to the arms as the weights say"
 */
public record Verdict(
    String text, Optional<String> winner, List<Comparison> comparisons, double assignmentPValue) {
  private static final double PERCENT = 100;
  private static final long MOST_OF_TWO_DIGITS = 100;

  public Verdict {
    comparisons = List.copyOf(comparisons);
  }

  /**
   * Judges an experiment. The chance to call any difference that is none is the rule's
   * significance, whenever and however often this is asked: each of k arms gets one k-th of it
   * (Bonferroni), so that the intervals hold together and agree with the words.
   *
   * @param challengers every arm but the control, at least one
   * @param assignmentPValue see {@link SampleRatio}
   */
  public static Verdict of(
      VerdictRule rule, ArmSample control, List<ArmSample> challengers, double assignmentPValue) {
    double alpha = rule.significance() / challengers.size();
    List<Comparison> comparisons = new ArrayList<>();
    for (ArmSample arm : challengers) {
      comparisons.add(Comparison.of(rule, control, arm, alpha));
    }
    if (assignmentPValue < SampleRatio.SIGNIFICANCE) {
      return new Verdict(
          "invalid: assignment is skewed", Optional.empty(), comparisons, assignmentPValue);
    }
    Optional<String> winner = winner(control, comparisons);
    return new Verdict(
        winner.map(arm -> arm + " better").orElseGet(() -> undecided(rule, comparisons)),
        winner,
        comparisons,
        assignmentPValue);
  }

  private static Optional<String> winner(ArmSample control, List<Comparison> comparisons) {
    Comparator<Comparison> bySize = Comparator.comparingDouble(one -> Math.abs(one.difference()));
    Optional<Comparison> best =
        comparisons.stream().filter(one -> one.conclusion() == Conclusion.BETTER).max(bySize);
    if (best.isPresent()) {
      return best.map(Comparison::arm);
    }
    boolean allWorse = comparisons.stream().allMatch(one -> one.conclusion() == Conclusion.WORSE);
    return allWorse ? Optional.of(control.arm()) : Optional.empty();
  }

  private static String undecided(VerdictRule rule, List<Comparison> comparisons) {
    long needed = comparisons.stream().mapToLong(Comparison::labelsNeeded).max().orElse(0);
    if (needed > 0) {
      return "not enough data: about %s more labels".formatted(rounded(needed));
    }
    String size =
        rule.proportion()
            ? "%s %%".formatted(plain(rule.minimumEffect() * PERCENT))
            : plain(rule.minimumEffect());
    return "no difference larger than " + size;
  }

  /** Two digits tell all that such a guess is worth. */
  private static String rounded(long number) {
    long step = 1;
    while (number >= MOST_OF_TWO_DIGITS * step) {
      step *= 10;
    }
    return String.format(Locale.ROOT, "%,d", Math.round((double) number / step) * step);
  }

  private static String plain(double number) {
    String text = String.format(Locale.ROOT, "%.6f", number);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
