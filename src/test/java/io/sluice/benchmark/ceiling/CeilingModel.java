package io.sluice.benchmark.ceiling;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** One graph, and what its answers say beside its numbers. */
final class CeilingModel {
  private final String name;
  private final String digest;
  private final long[] shape;
  private final List<String> labels;
  private final OrtSession session;
  private final ThreadLocal<CeilingLane> lanes = ThreadLocal.withInitial(this::newLane);

  private CeilingModel(Properties facts, OrtSession session) {
    this.name = facts.getProperty("name");
    this.digest = facts.getProperty("digest");
    this.labels = List.of(facts.getProperty("labels").split(","));
    this.shape =
        Arrays.stream(facts.getProperty("shape").split(",")).mapToLong(Long::parseLong).toArray();
    this.session = session;
  }

  /** Loads the graph {@code x/graph.onnx} beside the facts {@code x.properties}. */
  static CeilingModel load(Path file) throws IOException, OrtException {
    Properties facts = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      facts.load(reader);
    }
    Path graph = file.resolveSibling(facts.getProperty("name")).resolve("graph.onnx");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // Requests run beside each other already.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new CeilingModel(
          facts, OrtEnvironment.getEnvironment().createSession(graph.toString(), options));
    }
  }

  String name() {
    return name;
  }

  String digest() {
    return digest;
  }

  List<String> labels() {
    return labels;
  }

  OrtSession session() {
    return session;
  }

  /** The shape of one instance as a batch of one. */
  long[] shape() {
    return shape.clone();
  }

  /** Buffers of the calling thread. */
  CeilingLane lane() {
    return lanes.get();
  }

  private CeilingLane newLane() {
    try {
      return new CeilingLane(this);
    } catch (OrtException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
