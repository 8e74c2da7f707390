package io.sluice.repository;

import java.util.Locale;

/** What kind of file a version is in the store. */
public enum StoredFormat {
  /** An archive of Deeplearning4j. */
  DL4J,
  /** A graph of ONNX. */
  ONNX;

  /** The format as the database and the API write it: {@code dl4j}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format of a name.
   *
   * @throws IllegalArgumentException if there is no such format
   */
  public static StoredFormat of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
