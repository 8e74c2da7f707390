package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks one {@code NodeProto} with its attributes, and the tensors and graphs in them. */
final class OnnxNodeReader {
  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int OP_TYPE = 4;
  private static final int ATTRIBUTE = 5;
  private static final int DOMAIN = 7;
  private static final int OVERLOAD = 8;
  private static final long KNOWN =
      WireReader.fields(INPUT, OUTPUT, 3, OP_TYPE, ATTRIBUTE, 6, DOMAIN, OVERLOAD, 9);
  private static final long REPEATED = WireReader.fields(INPUT, OUTPUT, ATTRIBUTE, 9);

  private static final int FLOAT = 2;
  private static final int INT = 3;
  private static final int TENSOR = 5;
  private static final int GRAPH = 6;
  private static final int FLOATS = 7;
  private static final int INTS = 8;
  private static final int TENSORS = 10;
  private static final int TYPE = 20;
  private static final long ATTRIBUTE_KNOWN =
      WireReader.fields(1, FLOAT, INT, 4, TENSOR, GRAPH, FLOATS, INTS, 9, TENSORS, 13, TYPE);
  private static final long ATTRIBUTE_REPEATED = WireReader.fields(FLOATS, INTS, 9, TENSORS);

  private final WireReader in;
  private final OnnxBudget budget;
  private final Map<String, Long> sets;
  private final List<String> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private String operator = "";
  private String domain = "";
  private boolean graphs;

  private OnnxNodeReader(WireReader in, OnnxBudget budget, Map<String, Long> sets) {
    this.in = in;
    this.budget = budget;
    this.sets = sets;
  }

  /**
   * What is told of a node.
   *
   * @param operator with the domain before it, unless it is ONNX's own
   */
  record Node(String operator, List<String> inputs, List<String> outputs) {
    Node {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /** Checks a node under the operator sets that the model asks for. */
  static Node read(WireReader in, OnnxBudget budget, Map<String, Long> sets) throws IOException {
    budget.node(in);
    OnnxNodeReader node = new OnnxNodeReader(in, budget, sets);
    while (in.next(KNOWN, REPEATED)) {
      node.field();
    }
    OnnxOperators.check(in, node.domain, node.operator, node.graphs, sets);
    String name = node.domain.isEmpty() ? node.operator : node.domain + "." + node.operator;
    return new Node(name, node.inputs, node.outputs);
  }

  private void field() throws IOException {
    switch (in.field()) {
      case INPUT -> inputs.add(in.text(OnnxBudget.MAX_NAME));
      case OUTPUT -> outputs.add(in.text(OnnxBudget.MAX_NAME));
      case OP_TYPE -> operator = in.text(OnnxBudget.MAX_NAME);
      case DOMAIN -> domain = OnnxOperators.domain(in.text(OnnxBudget.MAX_NAME));
      case OVERLOAD -> {
        if (!in.text(OnnxBudget.MAX_NAME).isEmpty()) {
          throw in.rejected(Reason.GRAPH_UNSUPPORTED, "calls a function of the model's own");
        }
      }
      case ATTRIBUTE -> attribute(in.message("an attribute"));
      default -> in.length(); // name, documentation and metadata, which nobody acts upon
    }
    budget.value(in);
  }

  private void attribute(WireReader attribute) throws IOException {
    while (attribute.next(ATTRIBUTE_KNOWN, ATTRIBUTE_REPEATED)) {
      switch (attribute.field()) {
        case FLOAT -> {
          if (Float.isNaN(attribute.float32())) {
            throw attribute.rejected(Reason.WEIGHTS_NOT_FINITE, "is NaN");
          }
        }
        case INT, TYPE -> attribute.number();
        case TENSOR, TENSORS ->
            OnnxTensorReader.read(attribute.message("a tensor of an attribute"), budget);
        case GRAPH -> {
          graphs = true;
          budget.open(attribute);
          OnnxGraphReader.read(attribute.message("a graph within the graph"), budget, sets);
          budget.close();
        }
        case FLOATS -> floats(attribute);
        case INTS -> integers(attribute);
        default -> attribute.length(); // name, texts and documentation
      }
    }
  }

  private void floats(WireReader attribute) throws IOException {
    boolean finite = true;
    long count = 1;
    if (attribute.type() == WireReader.FIXED32) {
      finite = Float.isFinite(attribute.float32());
    } else {
      int length = attribute.length();
      if (length % Float.BYTES != 0) {
        throw attribute.rejected(Reason.WEIGHTS_LENGTH, "has a part of a value");
      }
      int start = attribute.start(length);
      count = length / Float.BYTES;
      for (int at = start; at < start + length; at += Float.BYTES) {
        finite &= Float.isFinite(attribute.buffer().getFloat(at));
      }
    }
    budget.parameters(attribute, count);
    if (!finite) {
      throw attribute.rejected(Reason.WEIGHTS_NOT_FINITE, "holds NaN or an infinity");
    }
  }

  private void integers(WireReader attribute) throws IOException {
    if (attribute.type() == WireReader.VARINT) {
      attribute.number();
      return;
    }
    WireReader packed = attribute.packed();
    long count = 0;
    while (packed.hasMore()) {
      packed.element();
      count++;
    }
    budget.parameters(attribute, count);
  }
}
