package io.sluice.runtime;

import io.sluice.model.NormalizerData;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import io.sluice.model.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the shapes that a configuration does not tell by running the network: the output's always,
 * and heights, widths and lengths of an input where they are open.
 *
 * <p>An open axis is tried with rising lengths, the same for all open axes (images are square more
 * often than not). If the double of the first length that works does too, the axis is free; if not,
 * the network wants that length. A descriptor that states the shape saves the search.
 */
public final class NetworkProbe {
  private static final int BATCH = 2;
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int[] LENGTHS =
      IntStream.concat(
              IntStream.rangeClosed(1, 64),
              IntStream.of(80, 96, 100, 112, 128, 150, 160, 192, 200, 224, 227, 256, 299, 512))
          .toArray();

  private final Probed network;
  private final TimeSource time;

  /** Probes one network; nobody else may use it meanwhile. */
  public NetworkProbe(Probed network, TimeSource time) {
    this.network = network;
    this.time = time;
  }

  /**
   * The shapes that were found.
   *
   * @param inputs as the network's, without axes that only one length fits
   * @param outputs one for each output; -1 where an axis follows a free one of the input
   * @param length the shortest length of free axes that was seen to work; 1 if none is free
   */
  public record Findings(List<TensorSpec> inputs, List<TensorSpec> outputs, int length) {
    public Findings {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * Probes the network under input shapes of the caller's: the network's own, or those that a
   * descriptor states.
   *
   * @throws NetworkRejectedException if no length works
   */
  public Findings probe(List<TensorSpec> inputs) throws NetworkRejectedException {
    for (TensorSpec input : inputs) {
      if (input.shape().isEmpty()) {
        throw new NetworkRejectedException(
            "the shape of the input '%s' cannot be told from the network: state it in a model.json"
                .formatted(input.name()));
      }
    }
    boolean open = inputs.stream().anyMatch(input -> !Shapes.isFixed(input.shape()));
    Findings findings = open ? search(inputs) : fixed(inputs);
    checkScalings(findings);
    return findings;
  }

  private void checkScalings(Findings findings) throws NetworkRejectedException {
    NormalizerData normalizer = network.normalizer();
    if (normalizer == null) {
      return;
    }
    for (int i = 0; i < findings.inputs().size(); i++) {
      Scaler.check(normalizer.input(i), findings.inputs().get(i), "input");
    }
    for (int i = 0; i < findings.outputs().size(); i++) {
      Scaler.check(normalizer.label(i), findings.outputs().get(i), "output");
    }
  }

  private Findings fixed(List<TensorSpec> inputs) throws NetworkRejectedException {
    try {
      return new Findings(inputs, outputs(run(inputs, 1), null), 1);
    } catch (RuntimeException e) {
      throw cannotRun(e);
    }
  }

  private Findings search(List<TensorSpec> inputs) throws NetworkRejectedException {
    long start = time.nanoTime();
    RuntimeException last = null;
    for (int length : LENGTHS) {
      if (time.nanoTime() - start > LONGEST.toNanos()) {
        break;
      }
      try {
        return settle(inputs, length, run(inputs, length));
      } catch (RuntimeException e) {
        last = e;
      }
    }
    throw cannotRun(last);
  }

  private Findings settle(List<TensorSpec> inputs, int length, List<Tensor> answer) {
    try {
      return new Findings(inputs, outputs(answer, run(inputs, 2 * length)), length);
    } catch (RuntimeException onlyThisLengthWorks) {
      List<TensorSpec> settled =
          inputs.stream().map(input -> withShape(input, filled(input.shape(), length))).toList();
      return new Findings(settled, outputs(answer, null), 1);
    }
  }

  private List<Tensor> run(List<TensorSpec> inputs, int length) {
    List<Tensor> batch = new ArrayList<>();
    for (TensorSpec input : inputs) {
      int[] row = Shapes.toArray(filled(input.shape(), length));
      int[] shape = IntStream.concat(IntStream.of(BATCH), IntStream.of(row)).toArray();
      batch.add(Tensor.of(new float[(int) Shapes.size(shape)], shape));
    }
    List<Tensor> answer = network.infer(batch);
    for (Tensor output : answer) {
      if (output.rows() != BATCH) {
        throw new IllegalStateException("the network does not answer row by row");
      }
    }
    return answer;
  }

  private List<TensorSpec> outputs(List<Tensor> answer, @Nullable List<Tensor> longer) {
    List<TensorSpec> outputs = new ArrayList<>();
    for (int i = 0; i < answer.size(); i++) {
      int[] row = answer.get(i).rowShape();
      int[] other = longer == null ? row : longer.get(i).rowShape();
      List<Integer> shape = new ArrayList<>();
      for (int axis = 0; axis < row.length; axis++) {
        shape.add(row[axis] == other[axis] ? row[axis] : Shapes.VARIABLE);
      }
      outputs.add(
          new TensorSpec(
              network.outputNames().get(i),
              network.outputType(i),
              shape,
              "",
              network.isSoftmax(i)));
    }
    return outputs;
  }

  private static List<Integer> filled(List<Integer> shape, int length) {
    return shape.stream().map(axis -> axis == Shapes.VARIABLE ? length : axis).toList();
  }

  private static TensorSpec withShape(TensorSpec spec, List<Integer> shape) {
    return new TensorSpec(spec.name(), spec.datatype(), shape, spec.layout(), spec.softmax());
  }

  private static NetworkRejectedException cannotRun(@Nullable RuntimeException cause) {
    String reason = cause == null ? "no time" : NetworkRejectedException.reasonOf(cause);
    return new NetworkRejectedException(
        "the network loads, but it can compute nothing: "
            + reason
            + "; if it needs another shape, state it in a model.json",
        cause == null ? new IllegalStateException(reason) : cause);
  }
}
