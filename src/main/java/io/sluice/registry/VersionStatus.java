package io.sluice.registry;

import io.sluice.model.Digest;
import io.sluice.model.GateVerdict;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ModelSignature;
import org.jspecify.annotations.Nullable;

/**
 * All that can be told of a version, loaded or not.
 *
 * @param id the version
 * @param state where it stands
 * @param digest of its archive; null until that was read
 * @param sizeBytes of its archive; 0 until that was read
 * @param descriptor what it says of itself; null if it could not be read
 * @param signature what it takes and gives; null unless it was loaded
 * @param engine what computes its predictions: {@code plan}, {@code deeplearning4j} or {@code
 *     onnx}; empty unless loaded
 * @param engineReason why no plan computes them, or why rows are computed one by one, in a sentence
 *     for operators; null if there is nothing to say
 * @param loadMillis from the first byte read to the network built, in milliseconds
 * @param warmUpMillis the first predictions, in milliseconds
 * @param reason why it failed or is held back, in a sentence for operators; null unless so
 * @param gate what its gate found out; null if it had none
 */
public record VersionStatus(
    ModelId id,
    VersionState state,
    @Nullable Digest digest,
    long sizeBytes,
    @Nullable ModelDescriptor descriptor,
    @Nullable ModelSignature signature,
    String engine,
    @Nullable String engineReason,
    long loadMillis,
    long warmUpMillis,
    @Nullable String reason,
    @Nullable GateVerdict gate) {

  /** A version that is about to be loaded. */
  public static VersionStatus loading(ModelId id) {
    return new VersionStatus(
        id, VersionState.LOADING, null, 0, null, null, "", null, 0, 0, null, null);
  }

  /** The same version after its loading failed. */
  public VersionStatus failed(String why) {
    return new VersionStatus(
        id, VersionState.FAILED, digest, sizeBytes, descriptor, null, "", null, 0, 0, why, gate);
  }

  /** The same version, kept without being loaded. */
  public VersionStatus held(String why) {
    return new VersionStatus(
        id, VersionState.HELD, digest, sizeBytes, descriptor, signature, "", null, 0, 0, why, gate);
  }

  /** The same version once its files were read. */
  public VersionStatus read(
      Digest newDigest, long newSize, @Nullable ModelDescriptor newDescriptor) {
    return new VersionStatus(
        id, state, newDigest, newSize, newDescriptor, null, "", null, 0, 0, null, gate);
  }

  /** The same version with what its gate found out. */
  public VersionStatus judged(@Nullable GateVerdict verdict) {
    return new VersionStatus(
        id,
        state,
        digest,
        sizeBytes,
        descriptor,
        signature,
        engine,
        engineReason,
        loadMillis,
        warmUpMillis,
        reason,
        verdict);
  }

  /** The same version once it can answer. */
  public VersionStatus ready(
      ModelDescriptor newDescriptor,
      ModelSignature newSignature,
      String newEngine,
      @Nullable String newEngineReason,
      long newLoadMillis,
      long newWarmUpMillis) {
    return new VersionStatus(
        id,
        VersionState.READY,
        digest,
        sizeBytes,
        newDescriptor,
        newSignature,
        newEngine,
        newEngineReason,
        newLoadMillis,
        newWarmUpMillis,
        null,
        gate);
  }

  /** The same version after it was taken out of service. */
  public VersionStatus retired() {
    return new VersionStatus(
        id,
        VersionState.RETIRED,
        digest,
        sizeBytes,
        descriptor,
        signature,
        engine,
        engineReason,
        loadMillis,
        warmUpMillis,
        null,
        gate);
  }
}
