package io.sluice.runtime.plan;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import onnx.Onnx.ModelProto;

/** Opens a graph in ONNX Runtime. */
final class PlanSession {
  private PlanSession() {}

  /**
   * Opens a graph with all of ONNX Runtime's optimisations. A run uses the thread that asks for it
   * and no other: requests are what fills the cores of a server, and threads that nobody manages
   * are none of a container's business.
   *
   * @throws UntranslatableException if ONNX Runtime refuses the graph
   */
  static OrtSession open(ModelProto graph) throws UntranslatableException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      return environment.createSession(graph.toByteArray(), options);
    } catch (OrtException e) {
      throw new UntranslatableException("ONNX Runtime refuses the plan: " + e.getMessage(), e);
    }
  }
}
