package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.intake.OnnxNodeReader.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks one {@code GraphProto}, and tells what is public of it. */
final class OnnxGraphReader {
  private static final int NODE = 1;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;
  private static final int VALUE_INFO = 13;
  private static final int QUANTIZATION = 14;
  private static final int SPARSE = 15;
  private static final long REPEATED =
      WireReader.fields(NODE, INITIALIZER, INPUT, OUTPUT, VALUE_INFO, QUANTIZATION, SPARSE, 16);
  private static final long KNOWN = REPEATED | WireReader.fields(2, 10);

  private final WireReader in;
  private final OnnxBudget budget;
  private final Map<String, Long> sets;
  private final List<WireReader> inputs = new ArrayList<>();
  private final List<WireReader> outputs = new ArrayList<>();
  private final Set<String> initializers = new HashSet<>();
  private final Set<String> softmax = new HashSet<>();
  private int nodes;

  private OnnxGraphReader(WireReader in, OnnxBudget budget, Map<String, Long> sets) {
    this.in = in;
    this.budget = budget;
    this.sets = sets;
  }

  /**
   * What is public of a graph.
   *
   * @param inputs one message for each input, unread
   * @param outputs one message for each output, unread
   * @param initializers names of the values that the graph has already; of inputs among them they
   *     are defaults (IR versions before 4)
   * @param softmax names of values that a softmax gave
   */
  record Graph(
      List<WireReader> inputs,
      List<WireReader> outputs,
      Set<String> initializers,
      Set<String> softmax) {
    Graph {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      initializers = Set.copyOf(initializers);
      softmax = Set.copyOf(softmax);
    }
  }

  /** Checks a graph and all within it. */
  static Graph read(WireReader in, OnnxBudget budget, Map<String, Long> sets) throws IOException {
    OnnxGraphReader graph = new OnnxGraphReader(in, budget, sets);
    while (in.next(KNOWN, REPEATED)) {
      graph.field();
    }
    return new Graph(graph.inputs, graph.outputs, graph.initializers, graph.softmax);
  }

  private void field() throws IOException {
    switch (in.field()) {
      case NODE -> node(OnnxNodeReader.read(in.message("node " + nodes++), budget, sets));
      case INITIALIZER -> initializer();
      case INPUT -> inputs.add(described("input " + inputs.size()));
      case OUTPUT -> outputs.add(described("output " + outputs.size()));
      case VALUE_INFO -> described("a described value");
      case QUANTIZATION, SPARSE ->
          throw in.rejected(
              Reason.GRAPH_UNSUPPORTED, "has sparse tensors or annotations, which are not served");
      default -> in.length(); // name, documentation and metadata
    }
  }

  private WireReader described(String part) throws IOException {
    budget.value(in);
    return in.message(part);
  }

  private void initializer() throws IOException {
    String name = OnnxTensorReader.read(in.message("initializer " + initializers.size()), budget);
    if (name.isEmpty() || !initializers.add(name)) {
      throw in.rejected(Reason.GRAPH_MALFORMED, "has two initializers of one name, or of none");
    }
  }

  private void node(Node node) {
    boolean kept = node.operator().equals("Identity") && !node.inputs().isEmpty();
    if (node.operator().equals("Softmax") || (kept && softmax.contains(node.inputs().get(0)))) {
      softmax.addAll(node.outputs());
    }
  }
}
