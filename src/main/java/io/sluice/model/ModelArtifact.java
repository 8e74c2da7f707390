package io.sluice.model;

/** A model's file once it was inspected, in one of the formats that can be served. */
public sealed interface ModelArtifact permits ModelArchive, OnnxModel {
  /** SHA-256 of the whole file. */
  Digest digest();

  /** The size of the file in bytes. */
  long size();

  /** The format of the file. */
  ArtifactFormat format();
}
