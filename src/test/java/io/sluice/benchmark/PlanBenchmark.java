package io.sluice.benchmark;

import ai.onnxruntime.OrtException;
import io.sluice.model.Tensor;
import io.sluice.runtime.Engine;
import io.sluice.runtime.Network;
import io.sluice.runtime.plan.UntranslatableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.Warmup;

/** The plan engine and bare ONNX Runtime on the same graph and batch. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@State(Scope.Benchmark)
public class PlanBenchmark {
  /** The network, as {@link Subject} names it. */
  @Param({"iris", "mlp"})
  public String network = "iris";

  /** Rows of the batch. */
  @Param({"1", "16"})
  public int rows;

  private @Nullable Network loaded;
  private @Nullable Engine engine;
  private @Nullable RawRun raw;
  private List<List<Tensor>> parts = List.of();

  /** Loads the network twice: as a plan, and as the file of its graph. */
  @Setup
  public void prepare() throws IOException, OrtException, UntranslatableException {
    Subject subject = Subject.named(network);
    Path root = Path.of(System.getProperty("bench.root", "")).toAbsolutePath();
    BenchModels models =
        new BenchModels(root.resolve("models"), Files.createTempDirectory("sluice-jmh"));
    models.write(subject);
    loaded = models.load(subject);
    engine = BenchModels.plan(subject, loaded).engine(1);
    Tensor batch = InferencePhase.batch(subject, rows);
    parts = List.of(List.of(batch));
    raw = new RawRun(models.graph(subject), batch.values(), batch.shape(), subject.labels().size());
  }

  /** Frees native memory. */
  @TearDown
  public void free() throws OrtException {
    engine.close();
    raw.close();
    loaded.close();
  }

  /** The plan. */
  @Benchmark
  public List<List<Tensor>> plan() {
    return engine.infer(parts);
  }

  /** ONNX Runtime. */
  @Benchmark
  public float[] raw() throws OrtException {
    return raw.run();
  }
}
