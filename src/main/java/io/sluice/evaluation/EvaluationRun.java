package io.sluice.evaluation;

import io.sluice.codec.LabelledCsv;
import io.sluice.codec.LabelledJson;
import io.sluice.codec.LabelledRows;
import io.sluice.codec.PartSize;
import io.sluice.model.Deadline;
import io.sluice.model.Instances;
import io.sluice.model.ModelId;
import io.sluice.model.ModelSignature;
import io.sluice.model.Outcome;
import io.sluice.model.OverloadException;
import io.sluice.model.Prediction;
import io.sluice.model.ServingException;
import io.sluice.registry.Lease;
import io.sluice.registry.ModelRegistry;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One evaluation under way. Rows are read and predicted a part at a time, each part with a lease of
 * its own, so that neither a long table nor a version that drains is held up; when the version has
 * too much to do for others, the evaluation waits.
 */
final class EvaluationRun {
  private static final long PATIENCE_MILLIS = 50;
  private static final int MOST_REFUSALS = 6000;

  private final EvaluationOrder order;
  private final ModelRegistry registry;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private int refusals;

  EvaluationRun(EvaluationOrder order, ModelRegistry registry) {
    this.order = order;
    this.registry = registry;
  }

  /** What is evaluated. */
  EvaluationOrder order() {
    return order;
  }

  /** Ends it before its next part. */
  void cancel() {
    cancelled.countDown();
  }

  /** Rows that were scored so far. */
  long rows() {
    return rows.get();
  }

  /** How much of the table was read, 0 to 1. */
  double progress() {
    return order.table().bytes() == 0 ? 1 : (double) bytes.get() / order.table().bytes();
  }

  /**
   * Scores all rows.
   *
   * @return the report as plain values
   * @throws ServingException if a row is wrong, or a version cannot answer
   * @throws CancellationException once it is cancelled
   * @throws IOException if the table cannot be read
   */
  Map<String, Object> run() throws IOException {
    List<ModelId> versions = versions();
    ModelSignature signature;
    try (Lease lease = registry.lease(order.version())) {
      signature = lease.predictor().signature();
    }
    AnswerColumn column = AnswerColumn.asked(signature, order.target());
    Scores scores = versions.size() == 1 ? Scores.ofOne(column) : Scores.ofTwo(column);
    PartSize size = PartSize.of(signature);
    try (LabelledRows table = table(signature, column.column(), size)) {
      for (Optional<LabelledRows.Part> part = table.next(size.rows());
          part.isPresent();
          part = table.next(size.rows())) {
        score(part.get(), versions, column, scores);
      }
    }
    return scores.report();
  }

  private List<ModelId> versions() {
    return order.second() == null
        ? List.of(order.version())
        : List.of(order.version(), new ModelId(order.version().name(), order.second()));
  }

  private LabelledRows table(ModelSignature signature, String column, PartSize size)
      throws IOException {
    InputStream counted =
        new BufferedInputStream(
            new Counted(Files.newInputStream(order.table().file()), bytes), 1 << 16);
    return order.table().format() == SentTable.Format.CSV
        ? new LabelledCsv(counted, signature, column, size.limits())
        : new LabelledJson(counted, signature, column);
  }

  private void score(
      LabelledRows.Part part, List<ModelId> versions, AnswerColumn column, Scores scores) {
    List<Prediction> predictions = new ArrayList<>();
    try (Instances instances = part.instances()) {
      for (ModelId version : versions) {
        predictions.add(predict(version, instances));
      }
    }
    for (int row = 0; row < part.answers().size(); row++) {
      List<Outcome> outcomes = new ArrayList<>();
      for (Prediction prediction : predictions) {
        outcomes.add(prediction.outcome(row, column.output()));
      }
      try {
        scores.add(outcomes, part.answers().get(row));
      } catch (IllegalArgumentException e) {
        throw new ServingException(
            ServingException.Kind.INVALID_INSTANCES,
            "row %d, %s: %s".formatted(part.firstRow() + row, column.column(), e.getMessage()),
            e);
      }
      rows.incrementAndGet();
    }
  }

  private Prediction predict(ModelId version, Instances instances) {
    while (true) {
      if (cancelled.getCount() == 0) {
        throw new CancellationException();
      }
      try (Lease lease = registry.lease(version)) {
        // Whoever predicts gives the memory back that he was handed; ours is needed again.
        Instances borrowed =
            new Instances(instances.rows(), instances.inputs(), instances.labels());
        return lease.predictor().predict(signature -> borrowed, Deadline.NONE);
      } catch (OverloadException e) {
        refusals++;
        if (refusals > MOST_REFUSALS) {
          throw e;
        }
      }
      await();
    }
  }

  private void await() {
    try {
      if (cancelled.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new CancellationException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the server stops");
    }
  }

  /** Counts what is read. */
  private static final class Counted extends FilterInputStream {
    private final AtomicLong count;

    Counted(InputStream in, AtomicLong count) {
      super(in);
      this.count = count;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      if (read >= 0) {
        count.incrementAndGet();
      }
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      if (read > 0) {
        count.addAndGet(read);
      }
      return read;
    }
  }
}
