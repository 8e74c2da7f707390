package io.sluice.intake;

import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.Digest;
import io.sluice.model.ServingException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything that becomes a version comes through here, by HTTP or by folder: first {@link #stage},
 * which takes the bytes, then {@link #admit}, which examines them. In between the caller may find
 * that it has these bytes already.
 */
public final class Intake {
  private final Staging staging;
  private final long maxBytes;
  private final boolean digestRequired;
  private final Map<SourceFormat, ArtifactInspector> inspectors;
  private final ModelSigning signing;
  private final Trial trial;
  private final Duration patience;
  // Two cores and one memory, which predictions need: one examination at a time.
  private final Semaphore slot = new Semaphore(1, true);

  /**
   * @param maxBytes of a model as it is brought
   * @param digestRequired whether who sends bytes must announce their digest
   * @param inspectors for each form that is taken
   * @param patience how long one model waits for another to be examined
   */
  public Intake(
      Staging staging,
      long maxBytes,
      boolean digestRequired,
      Map<SourceFormat, ArtifactInspector> inspectors,
      ModelSigning signing,
      Trial trial,
      Duration patience) {
    this.staging = staging;
    this.maxBytes = maxBytes;
    this.digestRequired = digestRequired;
    this.inspectors = Map.copyOf(inspectors);
    this.signing = signing;
    this.trial = trial;
    this.patience = patience;
  }

  /**
   * Takes the bytes of a model from a stream.
   *
   * @param in read to its end, not closed
   * @param announced their number as the sender says, or -1
   * @param contentDigest the {@code Content-Digest} header over exactly these bytes; null if there
   *     is none
   * @return a file that the caller closes
   * @throws ChangeException of the kind {@code DIGEST_MISMATCH} if the bytes are not those
   *     announced; {@code INSUFFICIENT_STORAGE} if the disk is too full for them
   * @throws ServingException of the kind {@code INVALID_PARAMETER} if the header is malformed, or
   *     missing though required; {@code BODY_TOO_LARGE} past the cap
   * @throws IOException if the stream or the disk fails
   */
  public StagedFile stage(InputStream in, long announced, @Nullable String contentDigest)
      throws IOException {
    Optional<Digest> expected =
        contentDigest == null ? Optional.empty() : ContentDigest.parse(contentDigest);
    if (digestRequired && expected.isEmpty()) {
      throw new ServingException(
          ServingException.Kind.INVALID_PARAMETER,
          "The header Content-Digest with sha-256 is required");
    }
    StagedFile staged = staging.stage(in, announced, maxBytes);
    if (expected.isPresent() && !expected.get().equals(staged.digest())) {
      staged.close();
      throw new ChangeException(
          Kind.DIGEST_MISMATCH,
          "The bytes received have the digest %s, not %s"
              .formatted(staged.digest(), expected.get()));
    }
    return staged;
  }

  /**
   * Copies a file that an operator dropped.
   *
   * @return a copy that the caller closes
   * @throws ChangeException of the kind {@code ARCHIVE_REJECTED} if it is not a regular file or
   *     changes meanwhile; {@code INSUFFICIENT_STORAGE}
   * @throws IOException if it cannot be read
   */
  public StagedFile stage(Path file) throws IOException {
    try {
      return staging.stage(file, maxBytes);
    } catch (ArchiveRejectedException e) {
      throw rejected(e);
    }
  }

  /**
   * Takes the labelled rows of a gate from a stream.
   *
   * @param in read to its end, not closed
   * @param cap the most bytes taken
   * @return a file that the caller closes
   * @throws ServingException of the kind {@code BODY_TOO_LARGE} past the cap
   * @throws ChangeException of the kind {@code INSUFFICIENT_STORAGE} if the disk is too full
   * @throws IOException if the stream or the disk fails
   */
  public StagedFile stageData(InputStream in, long cap) throws IOException {
    return staging.stage(in, -1, cap);
  }

  /**
   * Copies labelled rows that an operator keeps, so that they are the same from here on.
   *
   * @param cap the most bytes taken
   * @return a copy that the caller closes
   * @throws ServingException of the kind {@code BODY_TOO_LARGE} past the cap
   * @throws ChangeException of the kind {@code ARCHIVE_REJECTED} if it is not a regular file or
   *     changes meanwhile; {@code INSUFFICIENT_STORAGE}
   * @throws IOException if it cannot be read
   */
  public StagedFile stageData(Path file, long cap) throws IOException {
    try {
      return staging.stage(file, cap);
    } catch (ArchiveRejectedException e) {
      throw rejected(e);
    }
  }

  /**
   * Examines a model: its signature, its structure, its behaviour.
   *
   * @param source stays the caller's
   * @return what may be committed; the caller closes it
   * @throws ChangeException of the kind {@code SIGNATURE_REJECTED}; {@code ARCHIVE_REJECTED} with
   *     the reason; {@code PUSH_BUSY} if others are examined; {@code INSUFFICIENT_STORAGE} or
   *     {@code INSUFFICIENT_MEMORY}
   * @throws ServingException of the kind {@code UNSUPPORTED_MEDIA_TYPE} if models in this form are
   *     not taken
   * @throws IOException if the disk fails
   */
  public Admitted admit(StagedFile source, Submission submission) throws IOException {
    ArtifactInspector inspector = inspectors.get(submission.format());
    if (inspector == null) {
      throw new ServingException(
          ServingException.Kind.UNSUPPORTED_MEDIA_TYPE,
          "Models of the type " + submission.format().mediaType() + " are not taken here");
    }
    signing.check(
        submission.signed(), submission.id(), source.digest(), source.size(), submission.highest());
    SubmittedDescriptor descriptor = SubmittedDescriptor.read(submission);
    await();
    try {
      return examine(source, submission, inspector, descriptor);
    } finally {
      slot.release();
    }
  }

  private void await() {
    try {
      if (!slot.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new ChangeException(Kind.PUSH_BUSY, "Another model is being examined");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChangeException(Kind.PUSH_BUSY, "The server is stopping", e);
    }
  }

  private Admitted examine(
      StagedFile source,
      Submission submission,
      ArtifactInspector inspector,
      SubmittedDescriptor descriptor)
      throws IOException {
    StagedFile stored = canonical(source, inspector);
    boolean admitted = false;
    try {
      TrialReport report = tryOut(submission, inspector, stored, descriptor);
      admitted = true;
      return new Admitted(
          submission.id(),
          source.digest(),
          source.size(),
          inspector.format(),
          stored,
          descriptor.parsed(),
          descriptor.json(),
          report);
    } finally {
      if (!admitted) {
        stored.close();
      }
    }
  }

  private StagedFile canonical(StagedFile source, ArtifactInspector inspector) throws IOException {
    Path file = staging.newFile();
    staging.checkSpace(source.size());
    boolean done = false;
    try (DigestingStream out =
        new DigestingStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
      OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
      inspector.canonicalise(source.path(), buffered);
      buffered.flush();
      done = true;
      return new StagedFile(file, out.digest(), out.size());
    } catch (ArchiveRejectedException e) {
      throw rejected(e);
    } catch (IOException e) {
      done = false;
      throw staging.orFull(e);
    } finally {
      if (!done) {
        Files.deleteIfExists(file);
      }
    }
  }

  private @Nullable TrialReport tryOut(
      Submission submission,
      ArtifactInspector inspector,
      StagedFile stored,
      SubmittedDescriptor descriptor)
      throws IOException {
    Path file = null;
    String json = descriptor.json();
    try {
      if (json != null) {
        file = Files.writeString(staging.newFile(), json, StandardOpenOption.CREATE_NEW);
      }
      return trial.run(
          new Trial.Candidate(
              submission.id(),
              stored.path(),
              inspector.format(),
              stored.size(),
              file,
              submission.gate()));
    } finally {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static ChangeException rejected(ArchiveRejectedException e) {
    boolean memory = e.reason() == ArchiveRejectedException.Reason.OUT_OF_MEMORY;
    return new ChangeException(
        memory ? Kind.INSUFFICIENT_MEMORY : Kind.ARCHIVE_REJECTED,
        e.reason().name(),
        String.valueOf(e.getMessage()),
        List.of(),
        e);
  }
}
