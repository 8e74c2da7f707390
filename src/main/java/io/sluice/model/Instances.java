package io.sluice.model;

import java.util.List;
import java.util.Map;

/**
 * A checked batch, ready for the network of the signature it was read against.
 *
 * <p>The memory of the inputs serves the next request once this is closed; only who knows that
 * nobody reads them any more may close it. One that is never closed is only garbage.
 */
public final class Instances implements AutoCloseable {
  private static final FloatBlock[] NOT_POOLED = {};

  private final int rows;
  private final List<Tensor> inputs;
  private final Map<String, List<String>> labels;
  private final FloatBlock[] memory;

  /**
   * A batch in memory of the caller's, which closing leaves alone.
   *
   * @param rows instances of the batch, at least 1
   * @param inputs one tensor for each input of the network, all with {@code rows} rows; features
   *     are encoded but not normalised
   * @param labels text labels by field name, one a row; empty for a model without text fields
   */
  public Instances(int rows, List<Tensor> inputs, Map<String, List<String>> labels) {
    this(rows, inputs, labels, NOT_POOLED);
  }

  /**
   * @param memory what the inputs lie in; closed with this
   */
  Instances(int rows, List<Tensor> inputs, Map<String, List<String>> labels, FloatBlock[] memory) {
    this.rows = rows;
    this.inputs = List.copyOf(inputs);
    this.labels = Map.copyOf(labels);
    this.memory = memory;
  }

  /**
   * A batch in pooled memory, which belongs to it from now on.
   *
   * @param labels text labels by field name, one a row; empty for a model without text fields
   * @param memory one block for each of the inputs that lie in one
   */
  public static Instances owning(
      int rows, List<Tensor> inputs, Map<String, List<String>> labels, List<FloatBlock> memory) {
    return new Instances(rows, inputs, labels, memory.toArray(NOT_POOLED));
  }

  /** Instances of the batch, at least 1. */
  public int rows() {
    return rows;
  }

  /** One tensor for each input of the network. */
  public List<Tensor> inputs() {
    return inputs;
  }

  /** Text labels by field name, one a row; they stay when this is closed. */
  public Map<String, List<String>> labels() {
    return labels;
  }

  /** Gives the memory of the inputs back; nobody may read them any more. */
  @Override
  public void close() {
    for (FloatBlock block : memory) {
      block.close();
    }
  }
}
