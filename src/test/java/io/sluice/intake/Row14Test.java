package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.ChangeException;
import io.sluice.testing.Rows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A native crash during a trial: the push is refused, predictions beside it go on. */
class Row14Test {
  @TempDir private Path folder;

  @Test
  void run_childrenThatCrash_areRefusedWhilePredictionsGoOn() throws Exception {
    MultiLayerNetwork network = Dl4jArchives.mlp(DataType.FLOAT);
    INDArray input = Nd4j.ones(DataType.FLOAT, 1, 4);
    INDArray expected = network.output(input).dup();
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<long[]> predictions =
        CompletableFuture.supplyAsync(
            () -> {
              long[] counts = new long[2];
              while (!done.get()) {
                counts[0]++;
                counts[1] += network.output(input).equals(expected) ? 0 : 1;
              }
              return counts;
            });
    int crashes = Rows.count(3, 20);
    for (int i = 0; i < crashes; i++) {
      ChangeException refusal = Trials.signalled(folder, Duration.ofMinutes(1), "SEGV");
      assertThat(refusal.reason()).isEqualTo("TRIAL_CRASHED");
      assertThat(refusal).hasMessageContaining("SIGSEGV");
    }
    done.set(true);
    long[] counts = predictions.get();

    Rows.figure(14, "%d crashes refused, predict errors %d/%d", crashes, counts[1], counts[0]);
    assertThat(counts[0]).isPositive();
    assertThat(counts[1]).isZero();
  }
}
