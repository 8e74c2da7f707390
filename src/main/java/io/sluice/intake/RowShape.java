package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import java.io.IOException;
import java.util.Arrays;

/**
 * The shape buffer of ND4J's binary format, held to what ND4J writes for a row vector: rank, sizes,
 * strides, options, element-wise stride, order; {@code 2 * rank + 4} numbers.
 *
 * @param rank 1 for {@code [n]}, 2 for {@code [1, n]}
 * @param elements n; 0 only for the empty array that stands for no parameters
 * @param order {@code c} or {@code f}
 * @param options ND4J's {@code ArrayOptionsHelper} bits, 0 when written before 1.0.0-beta4
 */
record RowShape(int rank, long elements, char order, long options) {
  private static final int MAX_RANK = 32;

  /** The option of an array without values. */
  static final long EMPTY = 8;

  static RowShape read(EntryBytes in) throws IOException {
    ArrayHeader header = ArrayHeader.read(in);
    if (!header.type().equals(header.legacy() ? "INT" : "LONG")) {
      throw invalid(in, "has a shape of type \"" + header.type() + "\"");
    }
    if (header.length() < 4 || header.length() > 2 * MAX_RANK + 4 || header.length() % 2 != 0) {
      throw invalid(in, "has a shape of " + header.length() + " numbers");
    }
    long[] numbers = new long[(int) header.length()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = header.legacy() ? in.readInt() : in.readLong();
    }
    int rank = (numbers.length - 4) / 2;
    if (numbers[0] != rank) {
      throw invalid(in, "has a shape that contradicts its rank");
    }
    long[] shape = Arrays.copyOfRange(numbers, 1, 1 + rank);
    long options = numbers[1 + 2 * rank];
    boolean empty = rank == 1 && shape[0] == 0 && (options & EMPTY) != 0;
    if (rank < 1 || rank > 2 || (rank == 2 && shape[0] != 1) || (shape[rank - 1] < 1 && !empty)) {
      throw invalid(in, "is not a row vector");
    }
    checkStrides(in, shape, Arrays.copyOfRange(numbers, 1 + rank, 1 + 2 * rank));
    long elementWiseStride = numbers[2 + 2 * rank];
    long order = numbers[3 + 2 * rank];
    if (elementWiseStride < -1 || elementWiseStride > 1 || (order != 'c' && order != 'f')) {
      throw invalid(in, "has a shape that is not in row or column order");
    }
    return new RowShape(rank, shape[rank - 1], (char) order, empty ? options - EMPTY : options);
  }

  long[] shape() {
    return rank == 1 ? new long[] {elements} : new long[] {1, elements};
  }

  // The values of a row vector lie side by side. The stride of an axis of size 1 is never walked:
  // ND4J writes 1 or the row's length there, so anything else was not written by it.
  private static void checkStrides(EntryBytes in, long[] shape, long[] strides) throws IOException {
    long elements = shape[shape.length - 1];
    boolean sideBySide = elements <= 1 || strides[strides.length - 1] == 1;
    for (long stride : strides) {
      sideBySide &= stride == 1 || stride == elements;
    }
    if (!sideBySide) {
      throw invalid(in, "has strides that are not those of a row vector");
    }
  }

  private static ArchiveRejectedException invalid(EntryBytes in, String detail) {
    return in.rejected(Reason.ARRAY_INVALID, detail);
  }
}
