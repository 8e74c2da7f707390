package io.sluice.benchmark;

import io.sluice.metrics.QueueMetrics;
import io.sluice.model.Deadline;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Tensor;
import io.sluice.model.TimeSource;
import io.sluice.runtime.Engine;
import io.sluice.runtime.Network;
import io.sluice.runtime.batch.BatchLimits;
import io.sluice.runtime.batch.Batcher;
import io.sluice.runtime.batch.WaitingRoom;
import io.sluice.runtime.plan.UntranslatableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the batcher adds to a call of the engine: with as many callers as the engine has lanes, and
 * with more, which wait and are computed together.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@State(Scope.Benchmark)
public class BatcherBenchmark {
  private static final int LANES = 2;
  private static final int CALLERS = 16;

  /** The network, as {@link Subject} names it. */
  @Param({"iris", "mlp"})
  public String network = "iris";

  private @Nullable Network loaded;
  private @Nullable Engine engine;
  private @Nullable Batcher batcher;
  private List<Tensor> request = List.of();

  /** Compiles the network and puts a batcher in front of it. */
  @Setup
  public void prepare() throws IOException, UntranslatableException {
    Subject subject = Subject.named(network);
    Path root = Path.of(System.getProperty("bench.root", "")).toAbsolutePath();
    BenchModels models =
        new BenchModels(root.resolve("models"), Files.createTempDirectory("sluice-jmh"));
    models.write(subject);
    loaded = models.load(subject);
    engine = BenchModels.plan(subject, loaded).engine(LANES);
    request = List.of(InferencePhase.batch(subject, 1));
    batcher =
        new Batcher(
            new ModelId(new ModelName(network), new ModelVersion(1)),
            engine::infer,
            LANES,
            new BatchLimits(1024, 10_000, 64, Duration.ofSeconds(5)),
            QueueMetrics.NONE,
            new WaitingRoom(96),
            TimeSource.SYSTEM);
  }

  /** Frees native memory. */
  @TearDown
  public void free() {
    engine.close();
    loaded.close();
  }

  /** The engine itself, one caller a lane. */
  @Benchmark
  @Threads(LANES)
  public List<List<Tensor>> direct() {
    return engine.infer(List.of(request));
  }

  /** Through the batcher, one caller a lane. */
  @Benchmark
  @Threads(LANES)
  public List<Tensor> batcher() {
    return batcher.infer(request, Deadline.NONE);
  }

  /** Through the batcher, more callers than lanes. */
  @Benchmark
  @Threads(CALLERS)
  public List<Tensor> batcherCrowded() {
    return batcher.infer(request, Deadline.NONE);
  }
}
