package io.sluice.model;

import java.util.Locale;

/** The formats that a version may have where it is kept. */
public enum ArtifactFormat {
  /** A zip archive of Deeplearning4j. */
  DL4J("model.zip"),
  /** A graph in ONNX's format. */
  ONNX("model.onnx");

  private final String fileName;

  ArtifactFormat(String fileName) {
    this.fileName = fileName;
  }

  /** The name used outside: {@code dl4j} or {@code onnx}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the file of such a version is called in the models folder. */
  public String fileName() {
    return fileName;
  }

  /**
   * The format of a name used outside.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ArtifactFormat of(String wireName) {
    for (ArtifactFormat format : values()) {
      if (format.wireName().equals(wireName)) {
        return format;
      }
    }
    throw new IllegalArgumentException("no format '%s'".formatted(Names.shown(wireName)));
  }
}
