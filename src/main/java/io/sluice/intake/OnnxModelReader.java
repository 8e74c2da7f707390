package io.sluice.intake;

import static io.sluice.intake.WireReader.fields;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.intake.OnnxGraphReader.Graph;
import io.sluice.model.OnnxModel.Port;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a {@code ModelProto} (<a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">
 * onnx.proto</a>) without protobuf's classes and without ONNX Runtime, and refuses what may not
 * reach it: other files, functions, operators off the list, weights that are not what their axes
 * say. Memory used is the file's own, plus the names of its values.
 */
final class OnnxModelReader {
  private static final int IR_VERSION = 1;
  private static final int GRAPH = 7;
  private static final int OPSET_IMPORT = 8;
  private static final int METADATA = 14;
  private static final int TRAINING = 20;
  private static final int FUNCTIONS = 25;
  private static final long REPEATED = fields(OPSET_IMPORT, METADATA, TRAINING, FUNCTIONS);
  private static final long KNOWN = REPEATED | fields(IR_VERSION, 2, 3, 4, 5, 6, GRAPH);

  /** IR versions that have operator sets, up to the newest that ONNX Runtime 1.23 reads. */
  private static final int OLDEST_IR = 3;

  private static final int NEWEST_IR = 11;
  private static final int MAX_PORTS = 256;
  private static final int MAX_METADATA = 1024;

  /** Metadata that ONNX Runtime may take for settings of the session. */
  private static final String SETTINGS = "ort_config";

  private final WireReader in;
  private final Map<String, Long> sets = new HashMap<>();
  private @Nullable WireReader graph;
  private long irVersion;
  private int metadata;

  private OnnxModelReader(WireReader in) {
    this.in = in;
  }

  /** What a checked model shows. */
  record Ports(List<Port> inputs, List<Port> outputs) {
    Ports {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * Inspects a whole model.
   *
   * @param bytes little-endian, position 0 to the limit
   * @throws ArchiveRejectedException if it may not be loaded
   */
  static Ports read(ByteBuffer bytes, IntakeLimits limits) throws IOException {
    OnnxModelReader model = new OnnxModelReader(new WireReader(bytes, 0, bytes.limit(), "model"));
    while (model.in.next(KNOWN, REPEATED)) {
      model.field();
    }
    return model.check(new OnnxBudget(limits.maxParameters()));
  }

  private void field() throws IOException {
    switch (in.field()) {
      case IR_VERSION -> irVersion = in.number();
      case 5 -> in.number();
      case GRAPH -> graph = in.message("graph");
      case OPSET_IMPORT -> operatorSet(in.message("an operator set"));
      case METADATA -> metadata(in.message("metadata"));
      case TRAINING -> throw in.rejected(Reason.GRAPH_UNSUPPORTED, "has a graph for training");
      case FUNCTIONS -> throw in.rejected(Reason.GRAPH_UNSUPPORTED, "has functions of its own");
      default -> in.length(); // who made it, and documentation
    }
  }

  private void operatorSet(WireReader set) throws IOException {
    String domain = "";
    long version = 0;
    while (set.next(fields(1, 2), 0)) {
      if (set.field() == 1) {
        domain = OnnxOperators.domain(set.text(OnnxBudget.MAX_NAME));
      } else {
        version = set.number();
      }
    }
    if (sets.put(domain, version) != null || sets.size() > MAX_PORTS) {
      throw set.rejected(Reason.GRAPH_MALFORMED, "comes twice for a domain");
    }
  }

  private void metadata(WireReader entry) throws IOException {
    while (entry.next(fields(1, 2), 0)) {
      if (entry.field() == 1 && entry.text(OnnxBudget.MAX_NAME).equals(SETTINGS)) {
        throw entry.rejected(Reason.GRAPH_UNSUPPORTED, "has settings for ONNX Runtime");
      } else if (entry.field() == 2) {
        entry.length();
      }
    }
    if (++metadata > MAX_METADATA) {
      throw in.rejected(Reason.GRAPH_TOO_LARGE, "has more than " + MAX_METADATA + " metadata");
    }
  }

  private Ports check(OnnxBudget budget) throws IOException {
    if (graph == null) {
      throw in.rejected(Reason.GRAPH_MALFORMED, "has no graph");
    }
    if (irVersion < OLDEST_IR || irVersion > NEWEST_IR) {
      throw in.rejected(
          Reason.GRAPH_VERSION,
          "is of the IR version %d; served are %d to %d"
              .formatted(irVersion, OLDEST_IR, NEWEST_IR));
    }
    OnnxOperators.checkSets(in, sets);
    Graph checked = OnnxGraphReader.read(graph, budget, sets);
    List<Port> inputs = new ArrayList<>();
    for (WireReader input : checked.inputs()) {
      WireReader again = input.again();
      if (!checked.initializers().contains(OnnxPortReader.name(input))) {
        inputs.add(OnnxPortReader.read(again, false));
      }
    }
    List<Port> outputs = new ArrayList<>();
    for (WireReader output : checked.outputs()) {
      WireReader again = output.again();
      boolean softmax = checked.softmax().contains(OnnxPortReader.name(output));
      outputs.add(OnnxPortReader.read(again, softmax));
    }
    checkPorts(inputs, "inputs");
    checkPorts(outputs, "outputs");
    return new Ports(inputs, outputs);
  }

  private void checkPorts(List<Port> ports, String kind) throws IOException {
    Set<String> names = new HashSet<>();
    ports.forEach(port -> names.add(port.name()));
    if (ports.isEmpty() || ports.size() > MAX_PORTS || names.size() < ports.size()) {
      throw in.rejected(
          Reason.SIGNATURE_UNSUPPORTED,
          "has %d %s under %d names; served are 1 to %d, each under its own"
              .formatted(ports.size(), kind, names.size(), MAX_PORTS));
    }
  }
}
