package io.sluice.runtime.plan;

import io.sluice.model.TensorSpec;
import io.sluice.runtime.Engine;
import io.sluice.runtime.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens this package to the benchmark: the graph of a plan as a file, and an engine that runs it.
 */
public final class MeasuredPlan {
  /** The name of the graph's file. */
  public static final String GRAPH = "graph.onnx";

  private final Network network;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;

  /**
   * @param network stays open while this is used
   * @param inputs shapes of one row of each input
   * @param outputs shapes of one row of each output
   */
  public MeasuredPlan(Network network, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    this.network = network;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
  }

  /**
   * Writes the ONNX model, with inputs {@code in0}, ... and outputs {@code out0}, ..., and a file
   * of large weights beside it.
   *
   * @param folder made if it is not there
   * @return the file of the graph
   * @throws UntranslatableException if a part of the network has no translation
   */
  public Path write(Path folder) throws IOException, UntranslatableException {
    Path graph = Files.createDirectories(folder).resolve(GRAPH);
    Files.deleteIfExists(folder.resolve(Plan.FILE));
    Plan plan = translated();
    try {
      Files.write(graph, plan.graph().toByteArray());
      if (!plan.weights().isEmpty()) {
        plan.writeWeights(folder.resolve(Plan.FILE));
      }
    } finally {
      plan.close();
    }
    return graph;
  }

  /**
   * Runs the plan; to be closed by the caller.
   *
   * @throws UntranslatableException if a part of the network has no translation
   */
  public Engine engine(int lanes) throws UntranslatableException {
    return new PlanEngine(PlanSession.open(translated()), inputs, outputs, lanes);
  }

  private Plan translated() throws UntranslatableException {
    return new NetworkTranslator(inputs, network.normalizer()).translate(network.model());
  }
}
