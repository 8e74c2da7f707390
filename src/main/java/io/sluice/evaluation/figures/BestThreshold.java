package io.sluice.evaluation.figures;

import java.util.Optional;

/**
 * From which probability up a class is best predicted; of equally good ones the greatest. Found
 * among the probabilities that occurred, on the rows it is judged by: on others it will do a little
 * worse.
 *
 * @param threshold a probability
 * @param value what is greatest there
 * @param counts what predicting from there up gives
 */
public record BestThreshold(float threshold, double value, OneVsRest counts) {

  /**
   * Where recall + specificity - 1 is greatest. Source: Youden, Cancer 3 (1950). Empty unless there
   * are rows of the class and of others.
   */
  static Optional<BestThreshold> youden(Ranking ranking) {
    double positives = ranking.positives();
    double negatives = ranking.negatives();
    if (positives == 0 || negatives == 0) {
      return Optional.empty();
    }
    // In whole numbers, so that equally good ones are found to be so.
    return best(ranking, (hits, alarms) -> hits * negatives - alarms * positives)
        .map(b -> new BestThreshold(b.threshold, b.value / positives / negatives, b.counts));
  }

  /** Where {@link OneVsRest#f1} is greatest. Empty without rows of the class. */
  static Optional<BestThreshold> f1(Ranking ranking) {
    double positives = ranking.positives();
    if (positives == 0) {
      return Optional.empty();
    }
    return best(ranking, (hits, alarms) -> 2 * hits / (hits + alarms + positives));
  }

  private static Optional<BestThreshold> best(Ranking ranking, Worth worth) {
    Search search = new Search(worth);
    ranking.scan(search);
    if (search.best == Double.NEGATIVE_INFINITY) {
      return Optional.empty();
    }
    OneVsRest counts =
        new OneVsRest(
            search.truePositives,
            search.falsePositives,
            ranking.positives() - search.truePositives,
            ranking.negatives() - search.falsePositives);
    return Optional.of(new BestThreshold(search.threshold, search.best, counts));
  }

  private interface Worth {
    double of(double truePositives, double falsePositives);
  }

  private static final class Search implements Ranking.Visitor {
    private final Worth worth;
    private double best = Double.NEGATIVE_INFINITY;
    private float threshold;
    private long truePositives;
    private long falsePositives;

    Search(Worth worth) {
      this.worth = worth;
    }

    @Override
    public void step(float at, long hitsAtLeast, long alarmsAtLeast, long hits, long alarms) {
      double value = worth.of((double) hitsAtLeast, (double) alarmsAtLeast);
      if (value > best) {
        best = value;
        threshold = at;
        truePositives = hitsAtLeast;
        falsePositives = alarmsAtLeast;
      }
    }
  }
}
