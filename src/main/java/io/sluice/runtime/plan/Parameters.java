package io.sluice.runtime.plan;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arrays of one layer under the keys that DL4J gives them ({@code W}, {@code b}, ...). */
final class Parameters {
  private final Map<String, INDArray> table;

  Parameters(Map<String, INDArray> table) {
    this.table = Map.copyOf(table);
  }

  boolean has(String key) {
    return table.containsKey(key);
  }

  /**
   * @throws UntranslatableException if the layer has no such array
   */
  INDArray get(String key) throws UntranslatableException {
    INDArray array = table.get(key);
    if (array == null) {
      throw new UntranslatableException("a layer lacks its parameter '" + key + "'");
    }
    return array;
  }

  /** Those under keys that begin with a prefix, without it: {@code f} of a bidirectional layer. */
  Parameters under(String prefix) {
    Map<String, INDArray> part = new HashMap<>();
    table.forEach(
        (key, array) -> {
          if (key.startsWith(prefix)) {
            part.put(key.substring(prefix.length()), array);
          }
        });
    return new Parameters(part);
  }
}
