package io.sluice.intake;

import java.io.IOException;

/** What Jazzer does to the reader of configurations: any bytes are refused, or are one. */
public final class FuzzConfiguration {
  private FuzzConfiguration() {}

  /** One try, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    try {
      Configuration read = ConfigurationReader.read(bytes, IntakeLimits.DEFAULTS);
      if (read.kind() == null || !read.json().strip().startsWith("{")) {
        throw new AssertionError("no network's configuration was taken for one");
      }
    } catch (ArchiveRejectedException e) {
      // As it should be.
    }
  }
}
