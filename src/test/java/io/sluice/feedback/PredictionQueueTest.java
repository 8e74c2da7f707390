package io.sluice.feedback;

import static io.sluice.feedback.FeedbackFixture.IRIS;
import static io.sluice.feedback.FeedbackFixture.prediction;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PredictionQueueTest {
  @Test
  void offer_beyondTheBound_isLostAndCounted() {
    PredictionQueue queue = new PredictionQueue(5);
    LoggedPrediction three = prediction(IRIS, 3, new float[9]);
    LoggedPrediction two = prediction(IRIS, 2, new float[6]);
    LoggedPrediction one = prediction(IRIS, 1, new float[3]);

    assertThat(queue.offer(three)).isTrue();
    assertThat(queue.offer(two)).isTrue();
    assertThat(queue.offer(one)).isFalse();

    assertThat(queue.lost()).isEqualTo(1);
    assertThat(queue.waiting()).isEqualTo(5);
    assertThat(queue.find(one.id())).isEmpty();
  }

  @Test
  void find_takenButNotWritten_isStillThere() {
    PredictionQueue queue = new PredictionQueue(5);
    LoggedPrediction one = prediction(IRIS, 1, new float[3]);
    queue.offer(one);

    List<LoggedPrediction> taken = queue.take(10);
    assertThat(taken).containsExactly(one);
    assertThat(queue.take(10)).isEmpty();
    assertThat(queue.find(one.id())).contains(one);

    queue.written(taken);
    assertThat(queue.find(one.id())).isEmpty();
    assertThat(queue.waiting()).isZero();
    assertThat(queue.lost()).isZero();
  }

  @Test
  void lost_neverWritten_isCounted() {
    PredictionQueue queue = new PredictionQueue(5);
    queue.offer(prediction(IRIS, 2, new float[6]));

    queue.lost(queue.take(10));

    assertThat(queue.lost()).isEqualTo(1);
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void offer_manyThreads_neverHoldsMoreThanTheBoundAndLosesNoCount() {
    PredictionQueue queue = new PredictionQueue(1000);

    IntStream.range(0, 4000)
        .parallel()
        .forEach(i -> queue.offer(prediction(IRIS, 1, new float[3])));

    assertThat(queue.waiting()).isEqualTo(1000);
    assertThat(queue.lost()).isEqualTo(3000);
    assertThat(queue.take(5000)).hasSize(1000);
  }
}
