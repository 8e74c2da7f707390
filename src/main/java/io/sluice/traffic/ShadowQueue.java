package io.sluice.traffic;

import io.sluice.model.Deadline;
import io.sluice.model.Instances;
import io.sluice.model.ModelId;
import io.sluice.model.Prediction;
import io.sluice.model.Tensor;
import io.sluice.registry.Lease;
import io.sluice.registry.ModelRegistry;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests that shadows are still to answer: a bounded number of values, worked on by one thread at
 * a time, away from the requests themselves. What finds no room is dropped and counted, so nobody
 * who waits for an answer ever waits for a shadow.
 */
public final class ShadowQueue {
  private static final System.Logger LOG = System.getLogger(ShadowQueue.class.getName());

  /** Values of inputs that wait at most: 16 MB. */
  static final long MOST_VALUES = 4_000_000;

  // However small its inputs are, a request costs some memory.
  private static final long LEAST_VALUES = 200;

  private final ModelRegistry registry;
  private final Executor executor;
  private final ConcurrentLinkedQueue<Mirrored> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong values = new AtomicLong();
  private final AtomicBoolean working = new AtomicBoolean();

  /** A request that an arm has answered and a shadow is to. */
  private record Mirrored(
      ModelId shadow, ShadowCounts counts, Instances instances, Prediction answer) {}

  /**
   * @param registry holds the versions of the shadows
   * @param executor where they are asked; one task at a time
   */
  public ShadowQueue(ModelRegistry registry, Executor executor) {
    this.registry = registry;
    this.executor = executor;
  }

  /** Whether there is room for anything: a hint, asked before instances are copied. */
  boolean hasRoom() {
    return values.get() < MOST_VALUES;
  }

  /** Has a shadow asked some time soon, or counts the request as dropped. */
  void offer(ModelId shadow, ShadowCounts counts, Instances instances, Prediction answer) {
    long size = size(instances);
    if (values.addAndGet(size) > MOST_VALUES) {
      values.addAndGet(-size);
      counts.dropped(1);
      return;
    }
    waiting.add(new Mirrored(shadow, counts, instances, answer));
    start();
  }

  private void start() {
    if (!working.compareAndSet(false, true)) {
      return;
    }
    try {
      executor.execute(this::work);
    } catch (RejectedExecutionException e) {
      working.set(false);
      LOG.log(Level.DEBUG, "shadows are not asked, for the server stops", e);
    }
  }

  private void work() {
    try {
      for (Mirrored next = waiting.poll(); next != null; next = waiting.poll()) {
        values.addAndGet(-size(next.instances()));
        ask(next);
      }
    } finally {
      working.set(false);
    }
    // What came after the last look, and before another one could be begun.
    if (!waiting.isEmpty()) {
      start();
    }
  }

  private void ask(Mirrored request) {
    try (Lease lease = registry.lease(request.shadow())) {
      Prediction said =
          lease.predictor().predict(signature -> copy(request.instances()), Deadline.NONE);
      Agreement agreement = Agreement.of(request.answer(), said);
      request.counts().compared(agreement.rows(), agreement.alike(), agreement.largest());
    } catch (RuntimeException e) {
      request.counts().failed();
      LOG.log(Level.DEBUG, "the shadow " + request.shadow() + " could not answer", e);
    }
  }

  /** The same instances in memory that nobody else writes or takes back. */
  static Instances copy(Instances instances) {
    List<Tensor> inputs =
        instances.inputs().stream()
            .map(input -> Tensor.of(Arrays.copyOf(input.values(), input.size()), input.shape()))
            .toList();
    return new Instances(instances.rows(), inputs, instances.labels());
  }

  private static long size(Instances instances) {
    return LEAST_VALUES + instances.inputs().stream().mapToLong(Tensor::size).sum();
  }
}
