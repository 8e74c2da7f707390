package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.Datatype;
import io.sluice.model.Names;
import io.sluice.model.OnnxModel.Port;
import io.sluice.model.Shapes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the {@code ValueInfoProto} of an input or output of the whole graph. */
final class OnnxPortReader {
  private static final long VALUE_INFO = WireReader.fields(1, 2, 3, 4);
  private static final long TYPE = WireReader.fields(1, 4, 5, 6, 7, 8, 9);
  private static final long TENSOR = WireReader.fields(1, 2);
  private static final long SHAPE = WireReader.fields(1);
  private static final long DIMENSION = WireReader.fields(1, 2, 3);
  private static final int MAX_RANK = 8;

  private final WireReader in;
  private String name = "";
  private @Nullable Datatype datatype;
  private @Nullable List<Integer> shape;

  private OnnxPortReader(WireReader in) {
    this.in = in;
  }

  /** The name alone; the reader is used up. */
  static String name(WireReader in) throws IOException {
    String name = "";
    while (in.next(VALUE_INFO, WireReader.fields(4))) {
      if (in.field() == 1) {
        name = in.text(OnnxBudget.MAX_NAME);
      } else {
        in.length();
      }
    }
    return name;
  }

  /**
   * Reads one.
   *
   * @throws ArchiveRejectedException if it is not a tensor of numbers
   */
  static Port read(WireReader in, boolean softmax) throws IOException {
    OnnxPortReader port = new OnnxPortReader(in);
    while (in.next(VALUE_INFO, WireReader.fields(4))) {
      switch (in.field()) {
        case 1 -> port.name = in.text(OnnxBudget.MAX_NAME);
        case 2 -> port.type(in.message("the type of " + in.part()));
        default -> in.length();
      }
    }
    if (port.name.isEmpty()) {
      throw in.rejected(Reason.GRAPH_MALFORMED, "has no name");
    }
    if (port.datatype == null) {
      throw port.unsupported("has no type");
    }
    return new Port(port.name, port.datatype, port.shape, softmax);
  }

  private void type(WireReader type) throws IOException {
    while (type.next(TYPE, 0)) {
      switch (type.field()) {
        case 1 -> tensor(type.message("the tensor type of " + in.part()));
        case 6 -> type.length();
        default -> throw unsupported("is a sequence, a map or optional; only tensors are served");
      }
    }
  }

  private void tensor(WireReader tensor) throws IOException {
    while (tensor.next(TENSOR, 0)) {
      if (tensor.field() == 1) {
        OnnxElement element = OnnxElement.of(tensor.number());
        datatype = element == null ? null : element.served();
        if (datatype == null) {
          throw unsupported(
              "is of the type %s; served are FLOAT, DOUBLE, INT32 and INT64"
                  .formatted(element == null ? "of texts or rarer numbers" : element));
        }
      } else {
        shape = shape(tensor.message("the shape of " + in.part()));
      }
    }
  }

  private List<Integer> shape(WireReader axes) throws IOException {
    List<Integer> lengths = new ArrayList<>();
    long size = 1;
    while (axes.next(SHAPE, SHAPE)) {
      int length = axis(axes.message("an axis of " + in.part()));
      size *= Math.max(1, length);
      if (lengths.size() == MAX_RANK || size > Integer.MAX_VALUE) {
        throw unsupported("has more than 8 axes, or more than 2^31-1 elements");
      }
      lengths.add(length);
    }
    return lengths;
  }

  /** The length of an axis; a name, nothing, and the -1 of some exporters leave it open. */
  private int axis(WireReader axis) throws IOException {
    long length = Shapes.VARIABLE;
    while (axis.next(DIMENSION, 0)) {
      if (axis.field() == 1) {
        length = axis.number();
      } else {
        axis.length();
      }
    }
    if (length != Shapes.VARIABLE && (length < 1 || length > Integer.MAX_VALUE)) {
      throw unsupported("has an axis of the length " + length);
    }
    return (int) length;
  }

  private ArchiveRejectedException unsupported(String detail) {
    String who = name.isEmpty() ? "" : "'" + Names.shown(name) + "' ";
    return in.rejected(Reason.SIGNATURE_UNSUPPORTED, who + detail);
  }
}
