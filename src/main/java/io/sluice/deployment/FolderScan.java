package io.sluice.deployment;

import io.sluice.intake.Intake;
import io.sluice.intake.SourceFormat;
import io.sluice.intake.StagedFile;
import io.sluice.model.ArtifactFormat;
import io.sluice.model.ChangeException;
import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.Requester;
import io.sluice.model.ServingException;
import io.sluice.repository.DropFile;
import io.sluice.repository.LoadMarks;
import io.sluice.repository.ModelFolder;
import io.sluice.repository.SeenFiles;
import io.sluice.repository.StoredModel;
import io.sluice.repository.StoredVersion;
import io.sluice.repository.VersionCatalogue;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what operators dropped into the models folder, and pushes it. Their files are only read.
 * One file is looked at once in each state that it has: a bad one is not tried again until it
 * changes. Used by one thread at a time.
 */
final class FolderScan {
  private static final System.Logger LOG = System.getLogger(FolderScan.class.getName());
  private static final Requester FOLDER = Requester.ofServer("folder");

  private final ModelFolder folder;
  private final Intake intake;
  private final VersionPush push;
  private final @Nullable LoadMarks marks;
  private final VersionPush.Parts parts;
  private final FolderRefusals refusals;
  private final SeenFiles files;
  private final Map<ModelId, DropFile.State> done;
  private final Map<ModelId, DropFile.State> seen = new HashMap<>();

  private FolderScan(
      ModelFolder folder,
      Intake intake,
      VersionPush push,
      @Nullable LoadMarks marks,
      VersionPush.Parts parts,
      SeenFiles files,
      Map<ModelId, DropFile.State> done) {
    this.folder = folder;
    this.intake = intake;
    this.push = push;
    this.marks = marks;
    this.parts = parts;
    this.refusals = new FolderRefusals(parts.registry(), parts.publication());
    this.files = files;
    this.done = done;
  }

  /**
   * The looks into the folder while the server starts: nothing serves yet that a model could hurt,
   * so they are not tried in a process of their own, but marked while they are loaded.
   *
   * @param files what earlier starts have seen
   */
  static FolderScan first(
      ModelFolder folder,
      Intake intake,
      VersionPush push,
      LoadMarks marks,
      VersionPush.Parts parts,
      SeenFiles files) {
    return new FolderScan(folder, intake, push, marks, parts, files, new HashMap<>());
  }

  /** The looks after these, which know what these have seen. */
  FolderScan continuedBy(Intake next, VersionPush nextPush) {
    return new FolderScan(folder, next, nextPush, null, parts, files, done);
  }

  /**
   * Looks through the folder once.
   *
   * @param settled whether files count as complete at once; else only when the last scan has seen
   *     them as they are now, for somebody may still be copying
   */
  void scan(boolean settled) {
    Set<ModelId> present = new HashSet<>();
    for (StoredModel model : models()) {
      for (StoredVersion version : model.versions()) {
        present.add(version.id());
        visit(version, settled);
      }
    }
    done.keySet().retainAll(present);
    seen.keySet().retainAll(present);
    files.retain(present);
    files.save();
  }

  /** What is in the folder; nothing if it cannot be read. */
  List<StoredModel> models() {
    if (!folder.exists()) {
      return List.of();
    }
    try {
      return folder.models();
    } catch (IOException e) {
      LOG.log(Level.ERROR, "The folder that sluice.models.dir names cannot be listed", e);
      return List.of();
    }
  }

  private void visit(StoredVersion version, boolean settled) {
    ModelId id = version.id();
    Optional<DropFile.State> state = DropFile.state(version);
    if (state.isEmpty() && settled) {
      refusals.failed(id, version.format().fileName() + " is missing", null);
    }
    if (state.isEmpty() || state.get().equals(done.get(id))) {
      return;
    }
    if (isKept(id, state.get())) {
      done.put(id, state.get());
      return;
    }
    DropFile.State before = seen.put(id, state.get());
    if (!settled && !state.get().equals(before)) {
      return;
    }
    try {
      files.remember(id, state.get(), bring(version));
      done.put(id, state.get());
    } catch (ChangeException e) {
      refusals.refused(id, e);
      // What is wrong with the server and not with the file is tried again at the next scan.
      if (!FolderRefusals.isPassing(e.kind())) {
        done.put(id, state.get());
      }
    } catch (ServingException e) {
      refusals.failed(id, String.valueOf(e.getMessage()), e);
      done.put(id, state.get());
    } catch (IOException | RuntimeException e) {
      refusals.failed(id, "its files cannot be read", e);
    }
  }

  /** Whether an earlier run took these files, and the catalogue has their version: as before. */
  private boolean isKept(ModelId id, DropFile.State state) {
    return files.digest(id, state).filter(digest -> isCommitted(id, digest)).isPresent();
  }

  private boolean isCommitted(ModelId id, Digest digest) {
    return parts
        .changes()
        .read(connection -> VersionCatalogue.find(connection, id))
        .filter(version -> version.source().equals(digest))
        .isPresent();
  }

  private Digest bring(StoredVersion version) throws IOException {
    try (StagedFile staged = intake.stage(version.archive())) {
      DropFile.checkDigest(version, staged.digest());
      PushOrder order =
          new PushOrder(
              version.id().name(),
              version.id().version(),
              version.format() == ArtifactFormat.ONNX ? SourceFormat.ONNX : SourceFormat.DL4J,
              staged,
              DropFile.descriptor(version),
              null,
              null,
              false,
              true,
              FOLDER);
      if (marks == null) {
        push.push(order);
        return staged.digest();
      }
      if (marks.isSuspect(staged.digest()) && !isCommitted(version.id(), staged.digest())) {
        throw new ChangeException(
            ChangeException.Kind.ARCHIVE_REJECTED,
            "SUSPECT",
            "the server ended while it loaded these bytes; push them over HTTP to have them tried",
            List.of(),
            null);
      }
      LoadMarks.Mark mark = marks.mark(staged.digest());
      try {
        push.push(order);
      } finally {
        mark.close();
      }
      return staged.digest();
    }
  }
}
