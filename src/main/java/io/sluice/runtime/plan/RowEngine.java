package io.sluice.runtime.plan;

import io.sluice.model.Tensor;
import io.sluice.runtime.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Gives a graph that takes one row at a time the rows of a batch one after the other. */
final class RowEngine implements Engine {
  private final Engine single;

  /**
   * @param single computes batches of one row
   */
  RowEngine(Engine single) {
    this.single = single;
  }

  @Override
  public String name() {
    return single.name();
  }

  @Override
  public int lanes() {
    return single.lanes();
  }

  @Override
  public List<List<Tensor>> infer(List<List<Tensor>> parts) {
    List<List<Tensor>> answers = new ArrayList<>(parts.size());
    for (List<Tensor> part : parts) {
      List<List<Tensor>> rows =
          IntStream.range(0, part.get(0).rows())
              .mapToObj(row -> part.stream().map(tensor -> row(tensor, row)).toList())
              .map(row -> single.infer(List.of(row)).get(0))
              .toList();
      answers.add(stack(rows));
    }
    return answers;
  }

  @Override
  public void close() {
    single.close();
  }

  private static Tensor row(Tensor tensor, int row) {
    int size = tensor.rowSize();
    int[] shape = tensor.shape();
    shape[0] = 1;
    return Tensor.of(Arrays.copyOfRange(tensor.values(), row * size, (row + 1) * size), shape);
  }

  private static List<Tensor> stack(List<List<Tensor>> rows) {
    List<Tensor> stacked = new ArrayList<>();
    for (int output = 0; output < rows.get(0).size(); output++) {
      Tensor first = rows.get(0).get(output);
      int size = first.rowSize();
      float[] values = new float[Math.multiplyExact(rows.size(), size)];
      for (int row = 0; row < rows.size(); row++) {
        Tensor own = rows.get(row).get(output);
        if (!own.hasRowsLike(first)) {
          throw new IllegalStateException("the graph answers rows of one shape with several");
        }
        System.arraycopy(own.values(), 0, values, row * size, size);
      }
      int[] shape = first.shape();
      shape[0] = rows.size();
      stacked.add(Tensor.of(values, shape));
    }
    return stacked;
  }
}
