package io.sluice.codec;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.Violation.Rule;
import java.util.Arrays;

/**
 * The cells of the present row, in one buffer that every row uses again.
 *
 * <p>Of a cell no more is kept than the first character beyond the limit on strings, which is
 * enough to find it too long.
 */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
  private final InstancesBuilder builder;
  private char[] text = new char[256];
  private int[] ends = new int[16];
  private int cells;

  CsvRow(InstancesBuilder builder) {
    this.builder = builder;
  }

  /** How many cells the row has. */
  int cells() {
    return cells;
  }

  /** The text of a cell. */
  String cell(int index) {
    int start = index == 0 ? 0 : ends[index - 1];
    return new String(text, start, ends[index] - start);
  }

  /** Takes a cell out of the row and gives its text; the cells behind it move up. */
  String take(int index) {
    String taken = cell(index);
    int start = index == 0 ? 0 : ends[index - 1];
    System.arraycopy(text, ends[index], text, start, ends[cells - 1] - ends[index]);
    for (int i = index + 1; i < cells; i++) {
      ends[i - 1] = ends[i] - taken.length();
    }
    cells--;
    return taken;
  }

  /** A copy that later rows leave alone. */
  CsvRow copy() {
    CsvRow copy = new CsvRow(builder);
    copy.text = Arrays.copyOf(text, text.length);
    copy.ends = Arrays.copyOf(ends, ends.length);
    copy.cells = cells;
    return copy;
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    cells = 0;
  }

  @Override
  protected void handleField(int field, char[] buffer, int offset, int length, boolean quoted) {
    if (cells > builder.limits().maxValues()) {
      throw builder.malformed("", Rule.TOO_MANY, "a row holds too many values");
    }
    int start = cells == 0 ? 0 : ends[cells - 1];
    int kept = Math.min(length, builder.limits().maxStringLength() + 1);
    if (start + kept > text.length) {
      text = Arrays.copyOf(text, Math.max(start + kept, text.length * 2));
    }
    if (cells == ends.length) {
      ends = Arrays.copyOf(ends, cells * 2);
    }
    System.arraycopy(buffer, offset, text, start, kept);
    ends[cells++] = start + kept;
  }

  @Override
  protected CsvRow buildRecord() {
    return this;
  }
}
