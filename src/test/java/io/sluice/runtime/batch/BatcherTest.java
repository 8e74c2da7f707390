package io.sluice.runtime.batch;

import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.metrics.QueueMetrics;
import io.sluice.model.Deadline;
import io.sluice.model.ModelId;
import io.sluice.model.OverloadException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Drives callers, engine and clock by hand. */
@Timeout(60)
class BatcherTest {
  private static final Duration WAIT = Duration.ofSeconds(5);

  private static final int ALL_THREADS = 200;

  private final WaitingRoom room = new WaitingRoom(ALL_THREADS);
  private final HandClock clock = new HandClock();
  private final HandComputation engine = new HandComputation();
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @Test
  void infer_idle_computesAloneAtOnce() throws Exception {
    Batcher batcher = batcher(1, 8, 8, 8);

    Caller only = call(batcher, 1, 3);
    HandComputation.Begun batch = engine.next();
    clock.advance(Duration.ofMillis(3));
    assertThat(batcher.computingSince()).hasValue(1_000_000_000);
    batch.finish();

    assertThat(only.answer()).containsExactly(1.5f, 1.5f, 1.5f);
    assertThat(batcher.isIdle()).isTrue();
    assertThat(batcher.computingSince()).isEmpty();
    assertThat(told).containsExactly("batched 3");
  }

  @Test
  void infer_severalLanes_areAllUsed() throws Exception {
    Batcher batcher = batcher(2, 8, 8, 8);

    Caller first = call(batcher, 1, 1);
    HandComputation.Begun one = engine.next();
    Caller second = call(batcher, 2, 1);
    engine.next().finish();
    one.finish();

    assertThat(first.answer()).containsExactly(1.5f);
    assertThat(second.answer()).containsExactly(2.5f);
  }

  @Test
  void infer_busy_computesThoseWhoWaitTogetherUpToTheBound() throws Exception {
    Batcher batcher = batcher(1, 4, 100, 100);
    Caller busy = call(batcher, 1, 1);
    HandComputation.Begun first = engine.next();

    Caller two = waiting(batcher, 2, 2);
    Caller three = waiting(batcher, 3, 2);
    Caller four = waiting(batcher, 4, 1);
    first.finish();
    HandComputation.Begun second = engine.next();
    assertThat(second.requests()).containsExactly(2, 3);
    second.finish();
    HandComputation.Begun third = engine.next();
    assertThat(third.requests()).containsExactly(4);
    third.finish();

    assertThat(busy.answer()).containsExactly(1.5f);
    assertThat(two.answer()).containsExactly(2.5f, 2.5f);
    assertThat(three.answer()).containsExactly(3.5f, 3.5f);
    assertThat(four.answer()).containsExactly(4.5f);
    assertThat(told).contains("batched 1", "batched 4", "queued", "dequeued");
    awaitIdle(batcher);
  }

  @Test
  void infer_otherShapes_waitForTheirTurnInOrder() throws Exception {
    Batcher batcher = batcher(1, 8, 100, 100);
    call(batcher, 1, 1);
    HandComputation.Begun first = engine.next();

    waiting(batcher, 2, 1);
    shaped(batcher, 3, 1, 5);
    waiting(batcher, 4, 1);
    shaped(batcher, 5, 1, 5);
    first.finish();

    HandComputation.Begun second = engine.next();
    assertThat(second.requests()).containsExactly(2, 4);
    second.finish();
    HandComputation.Begun third = engine.next();
    assertThat(third.requests()).containsExactly(3, 5);
    third.finish();
    awaitIdle(batcher);
  }

  @Test
  void infer_manyValues_areNotAllInOneBatch() throws Exception {
    Batcher batcher = batcher(1, 8, 100, 100);
    call(batcher, 1, 1);
    HandComputation.Begun first = engine.next();

    int columns = (int) (Line.MOST_VALUES / 2);
    shaped(batcher, 2, 1, columns);
    shaped(batcher, 3, 1, columns);
    shaped(batcher, 4, 1, columns);
    first.finish();

    HandComputation.Begun second = engine.next();
    assertThat(second.requests()).containsExactly(2, 3);
    second.finish();
    engine.next().finish();
    awaitIdle(batcher);
  }

  @Test
  void infer_batchThatWouldEndAfterADeadlineInIt_isSmaller() throws Exception {
    Batcher batcher = batcher(1, 8, 100, 100);
    for (int rows : new int[] {1, 3}) {
      // 50 ms for each row, and 200 ms for the batch.
      call(batcher, 1, rows);
      HandComputation.Begun measured = engine.next();
      clock.advance(Duration.ofMillis(200 + 50 * rows));
      measured.finish();
      awaitIdle(batcher);
    }
    call(batcher, 1, 1);
    HandComputation.Begun first = engine.next();

    waiting(batcher, 2, 1, Deadline.after(Duration.ofMillis(250 + 320), clock));
    waiting(batcher, 3, 1);
    waiting(batcher, 4, 1);
    clock.advance(Duration.ofMillis(250));
    first.finish();

    HandComputation.Begun second = engine.next();
    assertThat(second.requests()).containsExactly(2, 3);
    second.finish();
    engine.next().finish();
    awaitIdle(batcher);
  }

  @Test
  void infer_longerThanABatch_isSliced() throws Exception {
    Batcher batcher = batcher(1, 4, 100, 100);
    Caller only = call(batcher, 1, 10);

    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      HandComputation.Begun slice = engine.next();
      rows.add(slice.rows());
      slice.finish();
    }

    assertThat(rows).containsExactly(4, 4, 2);
    float[] expected = new float[10];
    Arrays.fill(expected, 1.5f);
    assertThat(only.answer()).containsExactly(expected);
  }

  @Test
  void infer_queueFullOfRowsOrCallers_isRefusedBeforeAndAfterReading() throws Exception {
    Batcher batcher = batcher(1, 8, 4, 2);
    call(batcher, 1, 1);
    HandComputation.Begun first = engine.next();

    waiting(batcher, 2, 3);
    batcher.admit(Deadline.NONE);
    assertRefused(batcher, 2, Deadline.NONE, Kind.OVERLOADED);
    waiting(batcher, 3, 1);
    assertRefused(batcher, 1, Deadline.NONE, Kind.OVERLOADED);
    assertThatThrownBy(() -> batcher.admit(Deadline.NONE))
        .isInstanceOf(OverloadException.class)
        .hasNoCause()
        .satisfies(refusal -> assertThat(refusal.getStackTrace()).isEmpty());

    first.finish();
    engine.next().finish();
    awaitIdle(batcher);
    assertThat(Collections.frequency(told, "queue_full")).isEqualTo(3);
  }

  @Test
  void infer_longerThanTheQueue_mayWaitAlone() throws Exception {
    Batcher batcher = batcher(1, 8, 4, 4);
    call(batcher, 1, 1);
    HandComputation.Begun first = engine.next();

    Caller second = waiting(batcher, 2, 6);
    first.finish();
    engine.next().finish();

    assertThat(second.answer()).hasSize(6);
  }

  @Test
  void infer_waitsTooLong_isRefusedAndNotComputed() throws Exception {
    Batcher batcher = batcher(1, 8, 100, 100);
    call(batcher, 1, 1);
    HandComputation.Begun first = engine.next();

    Caller second = waiting(batcher, 2, 1);
    clock.advance(WAIT);
    LockSupport.unpark(second.thread);
    assertThat(second.refusal()).isEqualTo(Kind.OVERLOADED);
    first.finish();

    awaitIdle(batcher);
    assertThat(engine.isQuiet()).isTrue();
    assertThat(told).contains("queue_timeout");
  }

  @Test
  void infer_deadlinePassedWhileWaiting_isDroppedWhenTheLaneComes() throws Exception {
    Batcher batcher = batcher(1, 8, 100, 100);
    call(batcher, 1, 1);
    HandComputation.Begun first = engine.next();

    Caller gone = waiting(batcher, 2, 1, Deadline.after(Duration.ofSeconds(1), clock));
    Caller third = waiting(batcher, 3, 1);
    Caller alsoGone = waiting(batcher, 4, 1, Deadline.after(Duration.ofSeconds(1), clock));
    clock.advance(Duration.ofSeconds(2));
    first.finish();

    HandComputation.Begun second = engine.next();
    assertThat(second.requests()).containsExactly(3);
    assertThat(gone.refusal()).isEqualTo(Kind.DEADLINE_EXCEEDED);
    assertThat(alsoGone.refusal()).isEqualTo(Kind.DEADLINE_EXCEEDED);
    second.finish();
    assertThat(third.answer()).containsExactly(3.5f);
    awaitIdle(batcher);
  }

  @Test
  void infer_deadlinePassedAlready_isNotComputedOnAFreeLane() {
    Batcher batcher = batcher(1, 8, 100, 100);

    assertRefused(batcher, 1, Deadline.after(Duration.ZERO, clock), Kind.DEADLINE_EXCEEDED);

    assertThat(batcher.isIdle()).isTrue();
    assertThat(told).containsExactly("deadline_passed");
  }

  @Test
  void infer_deadlineThatTheQueueCannotMeet_isRefusedAtOnce() throws Exception {
    Batcher batcher = batcher(1, 1, 100, 100);
    call(batcher, 1, 1);
    HandComputation.Begun measured = engine.next();
    clock.advance(Duration.ofSeconds(2));
    measured.finish();
    awaitIdle(batcher);
    call(batcher, 2, 1);
    HandComputation.Begun first = engine.next();
    waiting(batcher, 3, 1);

    assertRefused(
        batcher, 1, Deadline.after(Duration.ofMillis(3900), clock), Kind.DEADLINE_EXCEEDED);
    assertThat(told).contains("deadline_unreachable");
    waiting(batcher, 4, 1, Deadline.after(Duration.ofMillis(4100), clock));
    waiting(batcher, 5, 1);
    // Three wait, two seconds each: longer than anybody may.
    assertRefused(batcher, 1, Deadline.NONE, Kind.OVERLOADED);
    assertThatThrownBy(() -> batcher.admit(Deadline.NONE))
        .isInstanceOfSatisfying(
            OverloadException.class,
            refusal -> assertThat(refusal.retryAfterSeconds()).isEqualTo(6));

    first.finish();
    for (int i = 0; i < 3; i++) {
      engine.next().finish();
    }
    awaitIdle(batcher);
  }

  @Test
  void infer_interruptedWhileWaiting_leavesTheLineAndStaysInterrupted() throws Exception {
    Batcher batcher = batcher(1, 8, 100, 100);
    call(batcher, 1, 1);
    HandComputation.Begun first = engine.next();

    Caller second = waiting(batcher, 2, 1);
    second.thread.interrupt();
    assertThat(second.refusal()).isEqualTo(Kind.OVERLOADED);
    second.thread.join();
    assertThat(second.interrupted).isTrue();
    first.finish();

    awaitIdle(batcher);
    assertThat(engine.isQuiet()).isTrue();
  }

  @Test
  void infer_interruptedWhileComputed_getsItsAnswer() throws Exception {
    Batcher batcher = batcher(1, 8, 100, 100);
    call(batcher, 1, 1);
    HandComputation.Begun first = engine.next();

    waiting(batcher, 2, 1);
    Caller third = waiting(batcher, 3, 1);
    first.finish();
    HandComputation.Begun second = engine.next();
    third.thread.interrupt();
    second.finish();

    assertThat(third.answer()).containsExactly(3.5f);
    third.thread.join();
    assertThat(third.interrupted).isTrue();
    awaitIdle(batcher);
  }

  @Test
  void admit_freeLaneThoughAllPlacesAreHeld_isNotRefused() throws Exception {
    Batcher batcher = batcher(2, 8, 100, 2);
    call(batcher, 1, 1);
    HandComputation.Begun first = engine.next();
    Caller second = call(batcher, 2, 1);
    HandComputation.Begun other = engine.next();
    waiting(batcher, 3, 1);
    Caller fourth = waiting(batcher, 4, 1);
    first.finish();
    HandComputation.Begun both = engine.next();
    assertThat(both.requests()).containsExactly(3, 4);
    assertThatThrownBy(() -> batcher.admit(Deadline.NONE)).isInstanceOf(OverloadException.class);

    other.finish();
    second.answer();
    batcher.admit(Deadline.NONE);
    Caller fifth = call(batcher, 5, 1);
    engine.next().finish();
    assertThat(fifth.answer()).containsExactly(5.5f);

    both.finish();
    fourth.answer();
    awaitIdle(batcher);
  }

  @Test
  void infer_computedByAnother_stillHoldsItsPlace() throws Exception {
    Batcher batcher = batcher(1, 8, 100, 2);
    call(batcher, 1, 1);
    HandComputation.Begun first = engine.next();
    waiting(batcher, 2, 1);
    Caller third = waiting(batcher, 3, 1);
    first.finish();
    HandComputation.Begun second = engine.next();
    assertThat(second.requests()).containsExactly(2, 3);

    // Nobody is in line, but two threads are held.
    assertThat(batcher.waiting()).isZero();
    assertRefused(batcher, 1, Deadline.NONE, Kind.OVERLOADED);
    assertThatThrownBy(() -> batcher.admit(Deadline.NONE)).isInstanceOf(OverloadException.class);

    second.finish();
    assertThat(third.answer()).containsExactly(3.5f);
    awaitIdle(batcher);
    batcher.admit(Deadline.NONE);
  }

  @Test
  void infer_anotherVersionHasTheThreads_isRefusedBeyondItsShare() throws Exception {
    Batcher batcher = batcher(1, 8, 100, 100);
    for (int i = 0; i < ALL_THREADS - 2; i++) {
      assertThat(room.enter(0)).isTrue();
    }
    call(batcher, 1, 1);
    HandComputation.Begun first = engine.next();

    for (int i = 0; i < 2; i++) {
      waiting(batcher, 2, 1);
    }
    assertRefused(batcher, 1, Deadline.NONE, Kind.OVERLOADED);
    room.leave();
    room.leave();
    waiting(batcher, 2, 1);

    first.finish();
    engine.next().finish();
    awaitIdle(batcher);
    assertThat(room.taken()).isEqualTo(ALL_THREADS - 4);
  }

  private Batcher batcher(int lanes, int batchRows, int queueRows, int waiting) {
    return new Batcher(
        id("rent", 1),
        engine,
        lanes,
        new BatchLimits(batchRows, queueRows, waiting, WAIT),
        new Told(),
        room,
        clock);
  }

  private static Caller call(Batcher batcher, int value, int rows) {
    return call(batcher, value, rows, 1, Deadline.NONE);
  }

  private static Caller call(Batcher batcher, int value, int rows, int columns, Deadline until) {
    return new Caller(() -> batcher.infer(inputs(value, rows, columns), until));
  }

  private static Caller waiting(Batcher batcher, int value, int rows) {
    return waiting(batcher, value, rows, Deadline.NONE);
  }

  private static Caller shaped(Batcher batcher, int value, int rows, int columns) {
    return awaitIn(batcher, () -> call(batcher, value, rows, columns, Deadline.NONE));
  }

  private static Caller waiting(Batcher batcher, int value, int rows, Deadline until) {
    return awaitIn(batcher, () -> call(batcher, value, rows, 1, until));
  }

  /** A caller that stands in line. */
  private static Caller awaitIn(Batcher batcher, Supplier<Caller> calling) {
    int before = batcher.waiting();
    Caller caller = calling.get();
    while (batcher.waiting() == before) {
      assertThat(caller.task.isDone()).as("refused").isFalse();
      Thread.onSpinWait();
    }
    return caller;
  }

  private static void awaitIdle(Batcher batcher) {
    while (!batcher.isIdle()) {
      Thread.onSpinWait();
    }
  }

  private static List<Tensor> inputs(int value, int rows, int columns) {
    float[] values = new float[rows * columns];
    Arrays.fill(values, value);
    return List.of(Tensor.of(values, rows, columns));
  }

  private static void assertRefused(Batcher batcher, int rows, Deadline until, Kind kind) {
    assertThatThrownBy(() -> batcher.infer(inputs(9, rows, 1), until))
        .isInstanceOfSatisfying(
            OverloadException.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }

  /** A request on a thread of its own. */
  private static final class Caller {
    final FutureTask<List<Tensor>> task;
    final Thread thread;
    volatile boolean interrupted;

    Caller(Callable<List<Tensor>> request) {
      task = new FutureTask<>(request);
      thread =
          new Thread(
              () -> {
                task.run();
                interrupted = Thread.currentThread().isInterrupted();
              });
      thread.start();
    }

    float[] answer() throws Exception {
      return task.get(30, TimeUnit.SECONDS).get(0).values();
    }

    Kind refusal() throws Exception {
      try {
        task.get(30, TimeUnit.SECONDS);
        throw new AssertionError("answered");
      } catch (ExecutionException e) {
        return ((OverloadException) e.getCause()).kind();
      }
    }
  }

  /** Keeps what the metrics are told. */
  private final class Told implements QueueMetrics {
    @Override
    public void queued(ModelId id) {
      told.add("queued");
    }

    @Override
    public void dequeued(ModelId id) {
      told.add("dequeued");
    }

    @Override
    public void batched(ModelId id, int rows) {
      told.add("batched " + rows);
    }

    @Override
    public void refused(ModelId id, Refusal reason) {
      told.add(reason.label());
    }
  }
}
