package io.sluice.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The working copy that the tests run in. */
final class Checkout {

  private Checkout() {}

  /** Failsafe names it; Surefire starts in it. */
  static Path root() {
    return Path.of(System.getProperty("sluice.test.basedir", "")).toAbsolutePath();
  }

  static Path file(String relative) {
    return root().resolve(relative);
  }

  static String read(String relative) {
    try {
      return Files.readString(file(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
