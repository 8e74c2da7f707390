package io.sluice.codec;

import io.sluice.model.InputField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.Names;
import io.sluice.model.Shapes;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The elements of a tensor in the columns {@code <name>_0} to {@code <name>_{n-1}}, row-major, in
 * any order; n is the size of the shape, or as many as there are where it varies.
 */
final class CsvTensorColumns implements CsvColumns {
  private static final Pattern NUMBERED = Pattern.compile("(.+)_(0|[1-9][0-9]{0,8})");

  private final InstancesBuilder builder;
  private final List<InputField> inputs;
  private final List<int[]> columnsOf = new ArrayList<>();
  private final BitSet reported = new BitSet();

  CsvTensorColumns(CsvRow header, InstancesBuilder builder) {
    this.builder = builder;
    this.inputs = builder.signature().inputs();
    List<TreeMap<Integer, Integer>> found = new ArrayList<>();
    inputs.forEach(input -> found.add(new TreeMap<>()));
    for (int column = 0; column < header.cells(); column++) {
      String name = header.cell(column).strip();
      Matcher numbered = NUMBERED.matcher(name);
      int input = numbered.matches() ? builder.signature().indexOf(numbered.group(1)) : -1;
      if (input < 0 || Integer.parseInt(numbered.group(2)) >= most(input)) {
        unknown(name);
      } else if (found.get(input).put(Integer.valueOf(numbered.group(2)), column) != null) {
        reject(name, Rule.DUPLICATE, "the column '" + name + "' comes twice");
      }
    }
    for (int input = 0; input < inputs.size(); input++) {
      columnsOf.add(inOrder(input, found.get(input)));
    }
  }

  @Override
  public void read(CsvRow row) {
    for (int input = 0; input < inputs.size(); input++) {
      builder.field(inputs.get(input).name());
      if (!reported.get(input)) {
        builder.beginTensor(input);
        for (int column : columnsOf.get(input)) {
          builder.lexicalElement(row.cell(column));
        }
        builder.endTensor();
      }
    }
  }

  private int[] inOrder(int input, NavigableMap<Integer, Integer> columns) {
    TensorField field = (TensorField) inputs.get(input);
    if (columns.isEmpty()) {
      builder.missing(input);
      reported.set(input);
      return new int[0];
    }
    int wanted = Shapes.isFixed(field.shape()) ? most(input) : columns.lastKey() + 1;
    if (columns.size() < wanted) {
      int lost = 0;
      while (columns.containsKey(lost)) {
        lost++;
      }
      String name = field.name() + "_" + lost;
      reject(field.name(), Rule.MISSING, "the column '" + name + "' is missing");
      reported.set(input);
    }
    return columns.values().stream().mapToInt(Integer::intValue).toArray();
  }

  /** One more than the highest number that a column of this input may bear. */
  private int most(int input) {
    TensorField field = (TensorField) inputs.get(input);
    return Shapes.isFixed(field.shape())
        ? (int) Shapes.size(Shapes.toArray(field.shape()))
        : builder.limits().maxValues();
  }

  private void unknown(String name) {
    reject(name, Rule.UNKNOWN, "the model takes no column '" + Names.shown(name) + "'");
  }

  private void reject(String name, Rule rule, String detail) {
    String pointer = builder.pointer() + "/" + Violation.token(Names.shown(name));
    builder.reject(pointer, rule, detail, null);
  }
}
