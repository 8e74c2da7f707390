package io.sluice.intake;

import io.sluice.model.ModelId;
import io.sluice.model.ModelVersion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What somebody wants to become a version, beside the model's own bytes. Immutable. */
public final class Submission {
  private final ModelId id;
  private final SourceFormat format;
  private final byte @Nullable [] descriptor;
  private final @Nullable SignedManifest signed;
  private final @Nullable ModelVersion highest;
  private final Trial.@Nullable Gate gate;

  private Submission(
      ModelId id,
      SourceFormat format,
      byte @Nullable [] descriptor,
      @Nullable SignedManifest signed,
      @Nullable ModelVersion highest,
      Trial.@Nullable Gate gate) {
    this.id = Objects.requireNonNull(id, "id is null");
    this.format = Objects.requireNonNull(format, "format is null");
    this.descriptor = descriptor;
    this.signed = signed;
    this.highest = highest;
    this.gate = gate;
  }

  /** A model without descriptor and signature, the first of its name. */
  public static Submission of(ModelId id, SourceFormat format) {
    return new Submission(id, format, null, null, null, null);
  }

  /**
   * With a {@code model.json}.
   *
   * @param json must name the same model, and the same version if it names one at all
   */
  public Submission withDescriptor(byte[] json) {
    return new Submission(id, format, json.clone(), signed, highest, gate);
  }

  /** With a manifest and its signature. */
  public Submission signedBy(SignedManifest manifest) {
    return new Submission(id, format, descriptor, manifest, highest, gate);
  }

  /**
   * After other versions.
   *
   * @param version the highest that was ever committed under this name, deleted ones included
   */
  public Submission after(ModelVersion version) {
    return new Submission(id, format, descriptor, signed, version, gate);
  }

  /** To be measured for a gate. */
  public Submission gatedBy(Trial.Gate measure) {
    return new Submission(id, format, descriptor, signed, highest, measure);
  }

  /** What it is to become. */
  public ModelId id() {
    return id;
  }

  /** How the bytes are to be read. */
  public SourceFormat format() {
    return format;
  }

  byte @Nullable [] descriptor() {
    return descriptor;
  }

  @Nullable SignedManifest signed() {
    return signed;
  }

  @Nullable ModelVersion highest() {
    return highest;
  }

  Trial.@Nullable Gate gate() {
    return gate;
  }
}
