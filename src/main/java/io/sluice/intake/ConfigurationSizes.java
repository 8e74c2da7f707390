package io.sluice.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.intake.ArchiveRejectedException.Reason;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * Ceilings on the numbers of a configuration that DL4J turns into sizes of arrays. Names are
 * compared without case: DL4J writes {@code nin}, and reads {@code nIn} too.
 */
final class ConfigurationSizes {
  private static final Set<String> LAYER_SIZES =
      Set.of(
          "capsuledimensions",
          "capsules",
          "channels",
          "decoderlayersizes",
          "depth",
          "encoderlayersizes",
          "headsize",
          "height",
          "hiddenlayersize",
          "hiddensize",
          "inputcapsuledimensions",
          "inputcapsules",
          "inputdepth",
          "inputheight",
          "inputshape",
          "inputwidth",
          "newshape",
          "nheads",
          "nin",
          "ninkeys",
          "ninqueries",
          "ninvalues",
          "nout",
          "nqueries",
          "numchannels",
          "shape",
          "size",
          "width",
          "windowsize");

  private static final Set<String> KERNEL_SIZES =
      Set.of(
          "blocks",
          "blocksize",
          "cropping",
          "depthmultiplier",
          "dilation",
          "kernelsize",
          "padding",
          "repetitionfactor",
          "stride",
          "upsampling");

  private final IntakeLimits limits;

  ConfigurationSizes(IntakeLimits limits) {
    this.limits = limits;
  }

  /**
   * Checks the parser's current number.
   *
   * @param field the member it belongs to
   */
  void check(String field, JsonParser parser) throws IOException {
    String name = field.toLowerCase(Locale.ROOT);
    long ceiling;
    if (LAYER_SIZES.contains(name)) {
      ceiling = limits.maxLayerSize();
    } else if (KERNEL_SIZES.contains(name)) {
      ceiling = limits.maxKernelSize();
    } else {
      return;
    }
    boolean whole =
        parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    // -1 is DL4J's "not known yet" for lengths of time series and sizes of inputs.
    if (!whole || parser.getLongValue() > ceiling || parser.getLongValue() < -1) {
      throw new ArchiveRejectedException(
          Reason.CONFIGURATION_CEILING,
          EntryName.CONFIGURATION.text(),
          "has \"" + field + "\" outside of 0 to " + ceiling);
    }
  }
}
