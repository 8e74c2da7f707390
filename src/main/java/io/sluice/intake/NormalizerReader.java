package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.NormalizerData;
import io.sluice.model.NormalizerData.Kind;
import io.sluice.model.Scaling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * Reads {@code normalizer.bin} as ND4J's {@code NormalizerSerializer} writes it: {@code
 * NORMALIZER}, version 1, the type's name, then what the strategy of that type writes.
 */
final class NormalizerReader {
  private static final int MAX_ARRAYS = 256;
  private static final long MAX_COLUMNS = 1 << 20;

  private final EntryBytes in;

  NormalizerReader(EntryBytes in) {
    this.in = in;
  }

  /**
   * Reads the whole entry.
   *
   * @throws ArchiveRejectedException if it is anything but one normaliser of a known type
   */
  static NormalizerData read(EntryBytes in) throws IOException {
    NormalizerData normalizer = new NormalizerReader(in).read();
    in.expectEnd(Reason.NORMALIZER_INVALID);
    return normalizer;
  }

  private NormalizerData read() throws IOException {
    if (!in.readName(Reason.NORMALIZER_INVALID).equals("NORMALIZER") || in.readInt() != 1) {
      throw invalid("is not a normaliser of version 1");
    }
    String type = in.readName(Reason.NORMALIZER_INVALID);
    return switch (type) {
      case "STANDARDIZE" -> readSingle(Kind.STANDARDIZE);
      case "MIN_MAX" -> readSingle(Kind.MIN_MAX);
      case "IMAGE_MIN_MAX" -> readImage();
      case "MULTI_STANDARDIZE" -> readMulti(Kind.MULTI_STANDARDIZE);
      case "MULTI_MIN_MAX" -> readMulti(Kind.MULTI_MIN_MAX);
      case "MULTI_HYBRID" -> new HybridNormalizerReader(in, this).read();
      // IMAGE_VGG16 has a name but no strategy that could have written it.
      case "CUSTOM", "IMAGE_VGG16" ->
          throw in.rejected(
              Reason.NORMALIZER_UNSUPPORTED, "is of the type " + type + ", which is never loaded");
      default -> throw invalid("is of the unknown type \"" + type + "\"");
    };
  }

  private NormalizerData readSingle(Kind kind) throws IOException {
    boolean fitLabel = in.readBoolean(Reason.NORMALIZER_INVALID);
    boolean minMax = kind == Kind.MIN_MAX;
    double targetMin = minMax ? readFinite() : 0;
    double targetMax = minMax ? readFinite() : 0;
    List<Scaling> inputs = readScalings(1, minMax, targetMin, targetMax);
    List<Scaling> labels = readScalings(fitLabel ? 1 : 0, minMax, targetMin, targetMax);
    return new NormalizerData(kind, inputs, labels);
  }

  private NormalizerData readMulti(Kind kind) throws IOException {
    boolean fitLabel = in.readBoolean(Reason.NORMALIZER_INVALID);
    int inputs = in.readInt();
    int labels = in.readInt();
    boolean counted = inputs >= 1 && inputs <= MAX_ARRAYS && labels <= MAX_ARRAYS;
    if (!counted || (fitLabel ? labels < 1 : labels != -1)) {
      throw invalid("counts " + inputs + " inputs and " + labels + " outputs");
    }
    boolean minMax = kind == Kind.MULTI_MIN_MAX;
    double targetMin = minMax ? readFinite() : 0;
    double targetMax = minMax ? readFinite() : 0;
    List<Scaling> inputScalings = readScalings(inputs, minMax, targetMin, targetMax);
    List<Scaling> labelScalings = readScalings(fitLabel ? labels : 0, minMax, targetMin, targetMax);
    return new NormalizerData(kind, inputScalings, labelScalings);
  }

  private NormalizerData readImage() throws IOException {
    double targetMin = readFinite();
    double targetMax = readFinite();
    double maxPixel = readFinite();
    if (!(maxPixel > 0) || targetMin == targetMax) {
      throw invalid("maps images to an empty range");
    }
    Scaling scaling = new Scaling.Image(targetMin, targetMax, maxPixel);
    return new NormalizerData(Kind.IMAGE_MIN_MAX, List.of(scaling), List.of());
  }

  private List<Scaling> readScalings(int count, boolean minMax, double targetMin, double targetMax)
      throws IOException {
    List<Scaling> scalings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      scalings.add(minMax ? readMinMax(targetMin, targetMax) : readStandardize());
    }
    return scalings;
  }

  Scaling.Standardize readStandardize() throws IOException {
    List<Double> mean = readRow();
    List<Double> std = readRow();
    check(mean, std, (m, s) -> s, "has a negative standard deviation");
    return new Scaling.Standardize(mean, std);
  }

  Scaling.MinMax readMinMax(double targetMin, double targetMax) throws IOException {
    List<Double> min = readRow();
    List<Double> max = readRow();
    check(min, max, (low, high) -> high - low, "has a maximum less than the minimum");
    return new Scaling.MinMax(min, max, targetMin, targetMax);
  }

  private void check(
      List<Double> first, List<Double> second, DoubleBinaryOperator rule, String fault)
      throws IOException {
    if (first.size() != second.size()) {
      throw invalid(
          "has " + first.size() + " figures of one kind, " + second.size() + " of the other");
    }
    for (int i = 0; i < first.size(); i++) {
      if (rule.applyAsDouble(first.get(i), second.get(i)) < 0) {
        throw invalid(fault);
      }
    }
  }

  private List<Double> readRow() throws IOException {
    return Arrays.stream(ArrayReader.read(in, MAX_COLUMNS).toDoubles()).boxed().toList();
  }

  double readFinite() throws IOException {
    double value = in.readDouble();
    if (!Double.isFinite(value)) {
      throw invalid("has a range that is not finite");
    }
    return value;
  }

  ArchiveRejectedException invalid(String detail) {
    return in.rejected(Reason.NORMALIZER_INVALID, detail);
  }
}
