package io.sluice.runtime.plan;

import ai.onnxruntime.OrtException;
import io.sluice.model.Names;
import io.sluice.model.OnnxModel.Port;
import io.sluice.model.Shapes;
import io.sluice.model.TensorSpec;
import io.sluice.runtime.NetworkRejectedException;
import io.sluice.runtime.plan.GraphEnds.Axes;
import io.sluice.runtime.plan.GraphEnds.End;
import java.util.List;
import java.util.regex.Pattern;

/** What the inputs and outputs that a graph declares are to an engine. */
final class OnnxPorts {
  private static final int LONGEST = 300;
  private static final Pattern PATH = Pattern.compile("\\S*/\\S+");
  private static final Pattern CODE = Pattern.compile("^Error code - \\S+ - message: ");

  private OnnxPorts() {}

  /**
   * Whether the graph takes one row at a time; else it takes any number.
   *
   * @throws NetworkRejectedException if its inputs have no such axis, or disagree
   */
  static boolean takeOneRow(List<Port> inputs) throws NetworkRejectedException {
    boolean one = false;
    boolean any = false;
    for (Port input : inputs) {
      List<Integer> shape = input.shape();
      if (shape != null && shape.isEmpty()) {
        throw new NetworkRejectedException(
            "the input '%s' is one number without an axis for rows"
                .formatted(Names.shown(input.name())));
      }
      int rows = shape == null ? Shapes.VARIABLE : shape.get(0);
      if (rows > 1) {
        throw new NetworkRejectedException(
            "the input '%s' takes exactly %d rows at once: export it with an open batch axis"
                .formatted(Names.shown(input.name()), rows));
      }
      one |= rows == 1;
      any |= rows == Shapes.VARIABLE;
    }
    if (one && any) {
      throw new NetworkRejectedException(
          "some inputs take one row, others any number: export them with one batch axis");
    }
    return one;
  }

  /** An input as the engine has it; without axes if the graph does not tell them. */
  static TensorSpec spec(Port port) {
    List<Integer> shape = port.shape();
    List<Integer> row =
        shape == null ? List.of() : shape.size() == 1 ? List.of(1) : shape.subList(1, shape.size());
    return new TensorSpec(port.name(), port.datatype(), row, "", false);
  }

  /** An output of which nothing is believed, so that a run tells all. */
  static TensorSpec untold(Port port) {
    return new TensorSpec(
        port.name(), port.datatype(), List.of(Shapes.VARIABLE), "", port.softmax());
  }

  static End end(Port port) {
    List<Integer> shape = port.shape();
    Axes axes = shape == null ? Axes.UNTOLD : shape.size() == 1 ? Axes.ROWS_ONLY : Axes.SEVERAL;
    return new End(port.name(), port.datatype(), axes);
  }

  /** ONNX Runtime's own word, on one line, without the paths of the machine that built it. */
  static String wordOf(OrtException failure) {
    String text = String.valueOf(failure.getMessage()).lines().findFirst().orElse("").strip();
    String word =
        PATH.matcher(CODE.matcher(text).replaceFirst(""))
            .replaceAll("...")
            .replaceAll("\\p{C}", "?");
    return word.length() <= LONGEST ? word : word.substring(0, LONGEST) + "...";
  }
}
