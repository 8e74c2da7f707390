package io.sluice.runtime.plan;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a plan in ONNX Runtime. */
final class PlanSession {
  private PlanSession() {}

  /**
   * Opens a plan with all of ONNX Runtime's optimisations. A run uses the thread that asks for it
   * and no other: requests are what fills the cores of a server, and threads that nobody manages
   * are none of a container's business.
   *
   * @throws UntranslatableException if ONNX Runtime refuses the plan
   */
  static OrtSession open(Plan plan) throws UntranslatableException {
    try (OrtSession.SessionOptions options = options()) {
      return plan.weights().isEmpty()
          ? OrtEnvironment.getEnvironment().createSession(plan.graph().toByteArray(), options)
          : openFiles(plan, options);
    } catch (OrtException e) {
      throw new UntranslatableException("ONNX Runtime refuses the plan: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UntranslatableException("no temporary file for its weights could be written", e);
    } finally {
      plan.close();
    }
  }

  /** What a session of ours is opened with. */
  static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    // An index that an embedding does not have is its caller's fault, and comes as an exception.
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
  }

  /** ONNX Runtime maps large weights from a file, which it needs no longer once it is open. */
  private static OrtSession openFiles(Plan plan, OrtSession.SessionOptions options)
      throws IOException, OrtException {
    Path folder = Files.createTempDirectory("sluice-plan");
    Path graph = folder.resolve("graph");
    Path weights = folder.resolve(Plan.FILE);
    try {
      Files.write(graph, plan.graph().toByteArray());
      plan.writeWeights(weights);
      return OrtEnvironment.getEnvironment().createSession(graph.toString(), options);
    } finally {
      Files.deleteIfExists(graph);
      Files.deleteIfExists(weights);
      Files.deleteIfExists(folder);
    }
  }
}
