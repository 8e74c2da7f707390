package io.sluice.benchmark;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** The JSON codec on one instance of few and of many numbers. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@State(Scope.Benchmark)
public class CodecBenchmark {
  /** Numbers of the instance. */
  @Param({"4", "784", "100000"})
  public int values;

  private CodecCase codec = new CodecCase(1);

  /** Makes the request and the answer. */
  @Setup
  public void prepare() {
    codec = new CodecCase(values);
  }

  /** Decodes. */
  @Benchmark
  public int read() {
    return codec.read();
  }

  /** Encodes. */
  @Benchmark
  public void write() throws IOException {
    codec.write();
  }
}
