package io.sluice.intake;

import java.util.Arrays;
import java.util.Optional;

/**
 * The entries of a model archive, as DL4J's {@code ModelSerializer} writes them. Its {@code
 * preprocessor.bin} and {@code objects/*} hold serialised Java objects and are not among them.
 */
enum EntryName {
  CONFIGURATION("configuration.json"),
  COEFFICIENTS("coefficients.bin"),
  NO_PARAMS("noParams.marker"),
  /** State of training; never read, but its bytes must be whole. */
  UPDATER("updaterState.bin"),
  NORMALIZER("normalizer.bin");

  /** The longest name is shorter; what is longer is not read. */
  static final int MAX_LENGTH = 64;

  private final String text;

  EntryName(String text) {
    this.text = text;
  }

  static Optional<EntryName> of(String text) {
    return Arrays.stream(values()).filter(name -> name.text.equals(text)).findAny();
  }

  String text() {
    return text;
  }
}
