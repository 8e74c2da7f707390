package io.sluice.intake;

import io.sluice.model.NormalizerData;
import io.sluice.model.Scaling;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Writes {@code normalizer.bin} as ND4J's {@code NormalizerSerializer} does: the reverse of {@link
 * NormalizerReader}.
 */
final class NormalizerWriter {
  // The ordinals of the strategies in the hybrid normaliser's format.
  private static final int NONE = 0;
  private static final int STANDARDIZE = 1;
  private static final int MIN_MAX = 2;

  private final DataOutputStream out;

  private NormalizerWriter(DataOutputStream out) {
    this.out = out;
  }

  /** Writes the whole entry. */
  static void write(NormalizerData normalizer, DataOutputStream out) throws IOException {
    out.writeUTF("NORMALIZER");
    out.writeInt(1);
    out.writeUTF(normalizer.kind().name());
    new NormalizerWriter(out).strategy(normalizer);
  }

  private void strategy(NormalizerData normalizer) throws IOException {
    switch (normalizer.kind()) {
      case STANDARDIZE, MIN_MAX -> {
        out.writeBoolean(normalizer.fitLabel());
        scalings(normalizer);
      }
      case MULTI_STANDARDIZE, MULTI_MIN_MAX -> {
        out.writeBoolean(normalizer.fitLabel());
        out.writeInt(normalizer.inputs().size());
        out.writeInt(normalizer.fitLabel() ? normalizer.labels().size() : -1);
        scalings(normalizer);
      }
      case IMAGE_MIN_MAX -> {
        Scaling.Image image = (Scaling.Image) normalizer.inputs().get(0);
        out.writeDouble(image.targetMin());
        out.writeDouble(image.targetMax());
        out.writeDouble(image.maxPixel());
      }
      case MULTI_HYBRID -> {
        hybridStatistics(normalizer.inputs());
        hybridStatistics(normalizer.labels());
        // Each array names its strategy below, so there is none for all.
        out.writeInt(NONE);
        out.writeInt(NONE);
        hybridStrategies(normalizer.inputs());
        hybridStrategies(normalizer.labels());
      }
    }
  }

  private void scalings(NormalizerData normalizer) throws IOException {
    if (normalizer.inputs().get(0) instanceof Scaling.MinMax minMax) {
      target(minMax);
    }
    for (Scaling scaling : normalizer.inputs()) {
      statistics(scaling);
    }
    for (Scaling scaling : normalizer.labels()) {
      statistics(scaling);
    }
  }

  private void hybridStatistics(List<Scaling> scalings) throws IOException {
    out.writeInt(count(scalings));
    for (int i = 0; i < scalings.size(); i++) {
      if (strategy(scalings.get(i)) != NONE) {
        out.writeInt(i);
        out.writeInt(strategy(scalings.get(i)));
        statistics(scalings.get(i));
      }
    }
  }

  private void hybridStrategies(List<Scaling> scalings) throws IOException {
    out.writeInt(count(scalings));
    for (int i = 0; i < scalings.size(); i++) {
      if (strategy(scalings.get(i)) != NONE) {
        out.writeInt(i);
        out.writeInt(strategy(scalings.get(i)));
        if (scalings.get(i) instanceof Scaling.MinMax minMax) {
          target(minMax);
        }
      }
    }
  }

  private void statistics(Scaling scaling) throws IOException {
    if (scaling instanceof Scaling.Standardize standardize) {
      ArrayWriter.write(standardize.mean(), out);
      ArrayWriter.write(standardize.std(), out);
    } else if (scaling instanceof Scaling.MinMax minMax) {
      ArrayWriter.write(minMax.min(), out);
      ArrayWriter.write(minMax.max(), out);
    }
  }

  private void target(Scaling.MinMax minMax) throws IOException {
    out.writeDouble(minMax.targetMin());
    out.writeDouble(minMax.targetMax());
  }

  private static int count(List<Scaling> scalings) {
    return (int) scalings.stream().filter(scaling -> strategy(scaling) != NONE).count();
  }

  private static int strategy(Scaling scaling) {
    if (scaling instanceof Scaling.Standardize) {
      return STANDARDIZE;
    }
    return scaling instanceof Scaling.MinMax ? MIN_MAX : NONE;
  }
}
