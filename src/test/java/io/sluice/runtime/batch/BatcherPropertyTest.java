package io.sluice.runtime.batch;

import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.metrics.QueueMetrics;
import io.sluice.model.Deadline;
import io.sluice.model.OverloadException;
import io.sluice.model.Tensor;
import io.sluice.model.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is computed together: each caller gets what it would get alone. */
class BatcherPropertyTest {
  private static final float GUILTY = -1;
  private static final TimeSource TIME = TimeSource.SYSTEM;

  @Property(tries = 60)
  void infer_anyInterleaving_answersAsAlone(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int lanes,
      @ForAll @IntRange(min = 1, max = 9) int most,
      @ForAll @IntRange(min = 2, max = 16) int threads,
      @ForAll boolean helps)
      throws Exception {
    Rows rows = new Rows(lanes, most);
    Batcher batcher = batcher(rows, lanes, most, 5_000, helps);

    run(threads, seed, random -> ask(batcher, random, 0, rows));

    assertThat(rows.wrong).isEmpty();
    assertThat(batcher.isIdle()).isTrue();
  }

  @Property(tries = 60)
  void infer_someFail_onlyThoseDo(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int lanes,
      @ForAll @IntRange(min = 2, max = 16) int threads,
      @ForAll boolean helps)
      throws Exception {
    Rows rows = new Rows(lanes, 9);
    Batcher batcher = batcher(rows, lanes, 9, 5_000, helps);

    run(threads, seed, random -> ask(batcher, random, 4, rows));

    assertThat(rows.wrong).isEmpty();
    assertThat(batcher.isIdle()).isTrue();
  }

  /** Thousands of callers, many of whom go before they are answered: no lane and nobody is lost. */
  @Property(tries = 20)
  void infer_callersThatGiveUp_loseNobody(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int lanes, @ForAll boolean helps)
      throws Exception {
    Rows rows = new Rows(lanes, 8);
    Batcher batcher = batcher(rows, lanes, 8, 1, helps);

    run(
        24,
        seed,
        random -> {
          for (int i = 0; i < 40; i++) {
            if (random.nextInt(20) == 0) {
              Thread.currentThread().interrupt();
            }
            ask(batcher, random, 3, rows);
            Thread.interrupted();
          }
        });

    assertThat(rows.wrong).isEmpty();
    assertThat(batcher.isIdle()).isTrue();
    assertThat(batcher.computingSince()).isEmpty();
  }

  private static Batcher batcher(Rows rows, int lanes, int most, long waitMillis, boolean helps) {
    return new Batcher(
        id("rent", 1),
        rows,
        lanes,
        new BatchLimits(most, 1000, 1000, Duration.ofMillis(waitMillis)),
        QueueMetrics.NONE,
        new WaitingRoom(1000),
        TimeSource.SYSTEM,
        helps ? 100_000 : 0);
  }

  /** One request of random rows and columns, guilty one time in so many; 0 for never. */
  private static void ask(Batcher batcher, Random random, int guiltyIn, Rows rows) {
    boolean guilty = guiltyIn > 0 && random.nextInt(guiltyIn) == 0;
    int columns = 1 + random.nextInt(2);
    int count = 1 + random.nextInt(12);
    float[] values = new float[count * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(1000);
    }
    if (guilty) {
      values[random.nextInt(values.length)] = GUILTY;
    }
    List<Tensor> inputs = List.of(Tensor.of(values, count, columns));
    Deadline until =
        random.nextBoolean()
            ? Deadline.NONE
            : Deadline.after(Duration.ofNanos(10_000_000 + random.nextInt(10_000_000)), TIME);
    try {
      List<Tensor> answer = batcher.infer(inputs, until);
      if (guilty) {
        rows.wrong.add("the guilty was answered");
      } else if (!Arrays.equals(answer.get(0).values(), Rows.compute(inputs).get(0).values())) {
        rows.wrong.add("another one's answer");
      }
    } catch (OverloadException e) {
      // It gave up, which it may.
    } catch (IllegalArgumentException e) {
      if (!guilty) {
        rows.wrong.add("an innocent failed");
      }
    }
  }

  private static void run(int threads, long seed, Asker asker) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Random random = new Random(seed + i);
        all.add(
            callers.submit(
                () -> {
                  start.await();
                  for (int request = 0; request < 6; request++) {
                    asker.ask(random);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    } finally {
      callers.shutdownNow();
    }
  }

  /** What one caller does. */
  private interface Asker {
    void ask(Random random);
  }

  /** Sums each row, on as many lanes as it has and not one more. */
  private static final class Rows implements Computation {
    final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final int lanes;
    private final int most;

    Rows(int lanes, int most) {
      this.lanes = lanes;
      this.most = most;
    }

    @Override
    public List<List<Tensor>> infer(List<List<Tensor>> parts) {
      if (inside.incrementAndGet() > lanes) {
        wrong.add("more callers than lanes");
      }
      try {
        check(parts);
        List<List<Tensor>> answers = parts.stream().map(Rows::compute).toList();
        // It takes a while, so that others come meanwhile.
        LockSupport.parkNanos(20_000);
        return answers;
      } finally {
        inside.decrementAndGet();
      }
    }

    private void check(List<List<Tensor>> parts) {
      int rows = 0;
      for (List<Tensor> part : parts) {
        Tensor tensor = part.get(0);
        rows += tensor.rows();
        if (!tensor.hasRowsLike(parts.get(0).get(0))) {
          wrong.add("a batch of two shapes");
        }
        for (int i = 0; i < tensor.size(); i++) {
          if (tensor.at(i) == GUILTY) {
            throw new IllegalArgumentException("guilty");
          }
        }
      }
      if (rows > most) {
        wrong.add("a batch above its bound");
      }
    }

    static List<Tensor> compute(List<Tensor> part) {
      Tensor tensor = part.get(0);
      float[] sums = new float[tensor.rows()];
      for (int row = 0; row < sums.length; row++) {
        for (int column = 0; column < tensor.rowSize(); column++) {
          sums[row] += tensor.at(row * tensor.rowSize() + column) * (column + 1);
        }
      }
      return List.of(Tensor.of(sums, sums.length, 1));
    }
  }
}
