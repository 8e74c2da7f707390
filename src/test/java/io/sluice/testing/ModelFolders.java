package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes folders of models from the samples of this checkout. */
public final class ModelFolders {

  private ModelFolders() {}

  /** Copies version 1 of a sample into a folder, as it is. */
  public static void copySample(String model, Path folder) {
    Path from = TestPaths.basedir().resolve("models").resolve(model).resolve("1");
    Path to = folder.resolve(model).resolve("1");
    try {
      Files.createDirectories(to);
      for (String file : new String[] {"model.zip", "model.json"}) {
        Files.copy(from.resolve(file), to.resolve(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a version into a folder whose archive is none. */
  public static void breakVersion(String model, int version, Path folder) {
    Path to = folder.resolve(model).resolve(Integer.toString(version));
    try {
      Files.createDirectories(to);
      Files.writeString(to.resolve("model.zip"), "no archive");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
