package io.sluice.evaluation;

import io.sluice.codec.JsonTree;
import io.sluice.database.Database;
import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ServingException;
import io.sluice.model.TimeSource;
import io.sluice.registry.Lease;
import io.sluice.registry.ModelRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Orders evaluations, and knows how each fares. One is computed at a time; so many wait as may be,
 * and one more is refused at once. Safe for any number of threads.
 */
final class Evaluations {
  private static final System.Logger LOG = System.getLogger(Evaluations.class.getName());

  private final Database database;
  private final ModelRegistry registry;
  private final Executor executor;
  private final EvaluationConfig config;
  private final TimeSource time;
  private final Semaphore places;
  private final Object turn = new Object();
  private final Map<Long, EvaluationRun> running = new ConcurrentHashMap<>();

  Evaluations(
      Database database,
      ModelRegistry registry,
      Executor executor,
      EvaluationConfig config,
      TimeSource time) {
    this.database = database;
    this.registry = registry;
    this.executor = executor;
    this.config = config;
    this.time = time;
    this.places = new Semaphore(config.maxWaiting());
  }

  /**
   * Takes the rows, and begins to score them.
   *
   * @param version to be scored; must be ready
   * @param second to be compared with it; null for none
   * @param target see {@link EvaluationOrder}
   * @return the id of the evaluation
   * @throws ServingException if the body is too large, or a version is not there or not ready
   * @throws ChangeException of kind {@code EVALUATION_BUSY} if too many wait
   */
  long order(
      ModelId version,
      @Nullable ModelId second,
      @Nullable String target,
      SentTable.Format format,
      InputStream body,
      String by) {
    check(version, target);
    if (second != null) {
      check(second, target);
    }
    if (!places.tryAcquire()) {
      throw new ChangeException(Kind.EVALUATION_BUSY, "as many evaluations run or wait as may be");
    }
    boolean started = false;
    SentTable table = null;
    try {
      table = SentTable.write(body, format, config.folder(), config.maxBytes());
      EvaluationOrder order =
          new EvaluationOrder(version, second == null ? null : second.version(), target, table, by);
      long id = database.transaction(c -> EvaluationStore.insert(c, order, time.now()));
      EvaluationRun run = new EvaluationRun(order, registry);
      running.put(id, run);
      executor.execute(() -> carryOut(id, run));
      started = true;
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException("the rows could not be kept", e);
    } finally {
      if (!started) {
        close(table);
        places.release();
      }
    }
  }

  /** One evaluation, with its report if there is one. */
  Optional<StoredEvaluation> find(ModelName model, long id) {
    return database.read(c -> EvaluationStore.find(c, model, id));
  }

  /**
   * The latest evaluations of a version, the newest first.
   *
   * @throws ServingException if there is no such model or version
   */
  List<StoredEvaluation> list(ModelId version) {
    if (registry.model(version.name()).version(version.version()).isEmpty()) {
      throw new ServingException(
          ServingException.Kind.VERSION_NOT_FOUND,
          "'%s' has no version %s".formatted(version.name(), version.version()));
    }
    return database.read(c -> EvaluationStore.list(c, version));
  }

  /** An evaluation that runs or waits here. */
  Optional<EvaluationRun> running(long id) {
    return Optional.ofNullable(running.get(id));
  }

  /** Ends an evaluation that runs or waits; one that has ended stays as it is. */
  void cancel(long id) {
    running(id).ifPresent(EvaluationRun::cancel);
  }

  /** Ends everything that runs: the server stops. */
  void cancelAll() {
    running.values().forEach(EvaluationRun::cancel);
  }

  private void check(ModelId version, @Nullable String target) {
    try (Lease lease = registry.lease(version)) {
      AnswerColumn.asked(lease.predictor().signature(), target);
    }
  }

  private void carryOut(long id, EvaluationRun run) {
    try {
      synchronized (turn) {
        end(id, run, () -> report(run));
      }
    } finally {
      running.remove(id);
      places.release();
      close(run.order().table());
    }
  }

  private static String report(EvaluationRun run) {
    try {
      return new String(JsonTree.bytes(run.run()), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the rows cannot be read", e);
    }
  }

  private void end(long id, EvaluationRun run, Supplier<String> work) {
    try {
      String report = work.get();
      end(id, run, EvaluationState.DONE, null, report);
    } catch (CancellationException e) {
      end(id, run, EvaluationState.CANCELLED, null, null);
    } catch (ServingException e) {
      end(id, run, EvaluationState.FAILED, e.getMessage(), null);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "evaluation " + id + " failed", e);
      end(id, run, EvaluationState.FAILED, "The server failed; the log says why.", null);
    }
  }

  private void end(
      long id,
      EvaluationRun run,
      EvaluationState state,
      @Nullable String failure,
      @Nullable String report) {
    try {
      database.transaction(
          c -> {
            EvaluationStore.end(c, id, state, run.rows(), failure, report, time.now());
            return null;
          });
    } catch (ChangeException e) {
      LOG.log(Level.WARNING, "how evaluation " + id + " ended could not be written", e);
    }
  }

  private static void close(@Nullable SentTable table) {
    try {
      if (table != null) {
        table.close();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the rows of an evaluation could not be deleted", e);
    }
  }
}
