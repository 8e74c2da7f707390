package io.sluice.codec;

import io.sluice.model.InputField;
import io.sluice.model.InstancesBuilder;
import java.util.Arrays;
import java.util.List;

/** One column a feature, in any order. */
final class CsvFeatureColumns implements CsvColumns {
  private static final int NO_COLUMN = -1;
  private static final int REPORTED = -2;

  private final InstancesBuilder builder;
  private final List<InputField> inputs;
  private final int[] columnOf;

  CsvFeatureColumns(CsvRow header, InstancesBuilder builder) {
    this.builder = builder;
    this.inputs = builder.signature().inputs();
    this.columnOf = new int[inputs.size()];
    Arrays.fill(columnOf, NO_COLUMN);
    for (int column = 0; column < header.cells(); column++) {
      int input = builder.field(header.cell(column).strip());
      if (input >= 0) {
        columnOf[input] = column;
      }
    }
    for (int input = 0; input < columnOf.length; input++) {
      if (columnOf[input] == NO_COLUMN && inputs.get(input).defaultValue() == null) {
        builder.missing(input);
        columnOf[input] = REPORTED;
      }
    }
  }

  @Override
  public void read(CsvRow row) {
    for (int input = 0; input < columnOf.length; input++) {
      if (columnOf[input] == NO_COLUMN) {
        continue;
      }
      builder.field(inputs.get(input).name());
      if (columnOf[input] != REPORTED) {
        builder.lexical(input, row.cell(columnOf[input]));
      }
    }
  }
}
