package io.sluice.repository;

import io.sluice.model.Digest;
import io.sluice.model.Sha256;
import io.sluice.model.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of the versions, each named by its own digest and never changed: {@code store/<2
 * hex>/<64 hex>} in the data directory, beside {@code staging}, where files lie until they are
 * complete. Servers on one database share the folder {@code store}, as a mount or a link; each has
 * a data directory of its own.
 */
public final class ModelStore {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
  private static final String PART = ".part";
  private static final int PREFIX = 2;
  private static final int BUFFER = 1 << 16;

  private final Path store;
  private final Path staging;

  private ModelStore(Path data) {
    store = data.resolve("store");
    staging = data.resolve("staging");
  }

  /**
   * Opens the store of a data directory, and makes it if need be.
   *
   * @throws IOException if it cannot be made
   */
  public static ModelStore open(Path dataDirectory) throws IOException {
    ModelStore opened = new ModelStore(dataDirectory);
    // It may be a link to a folder that several servers share, which is not made but found.
    if (!Files.isDirectory(opened.store)) {
      Files.createDirectories(opened.store);
    }
    Files.createDirectories(opened.staging);
    return opened;
  }

  /** Where files lie until they are complete; best on the same file system as the store. */
  public Path staging() {
    return staging;
  }

  /**
   * Takes a complete file into the store, and returns when it would outlast a loss of power: its
   * bytes are written through before it gets its name, and the name is before this returns. Bytes
   * that are there already are replaced, which mends damage.
   *
   * @param staged a file in {@link #staging}, gone afterwards
   * @param digest the SHA-256 of its bytes
   * @return the file in the store
   * @throws IOException if a step fails; the store then has the whole file or none
   */
  public synchronized Path put(Path staged, Digest digest) throws IOException {
    // Fresh from now on, so that it is not swept before its version is committed.
    Files.setLastModifiedTime(staged, FileTime.from(TimeSource.SYSTEM.now()));
    Path target = place(digest);
    if (!Files.isDirectory(target.getParent())) {
      Files.createDirectories(target.getParent());
      DurableMove.force(store);
    }
    DurableMove.move(staged, target);
    return target;
  }

  /** The file of a digest, unread; empty if there is none. */
  public Optional<Path> path(Digest digest) {
    Path file = place(digest);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(file)
        : Optional.empty();
  }

  /**
   * Reads a file through to see whether it still is what it was.
   *
   * @throws IOException if it cannot be read
   */
  public Condition verify(Digest digest) throws IOException {
    try (InputStream bytes = Files.newInputStream(place(digest), LinkOption.NOFOLLOW_LINKS)) {
      return digest(bytes).equals(digest) ? Condition.INTACT : Condition.DAMAGED;
    } catch (NoSuchFileException e) {
      return Condition.MISSING;
    }
  }

  /**
   * Removes files that no version needs, from the store and from staging.
   *
   * @param known the digests to keep
   * @param olderThan files touched later are left: their push may be about to commit
   * @return the names of the files that were removed
   * @throws IOException if the folders cannot be listed, or a file not be removed
   */
  public synchronized List<String> sweep(Set<Digest> known, Instant olderThan) throws IOException {
    List<String> removed = new ArrayList<>();
    for (Path folder : list(store)) {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        for (Path file : list(folder)) {
          String name = file.getFileName().toString();
          boolean unknown =
              NAME.matcher(name).matches() && !known.contains(new Digest("sha256:" + name));
          if (unknown || name.endsWith(PART)) {
            removeIfOld(file, olderThan, removed);
          }
        }
      }
    }
    for (Path file : list(staging)) {
      if (file.getFileName().toString().endsWith(PART)) {
        removeIfOld(file, olderThan, removed);
      }
    }
    return removed;
  }

  /** The SHA-256 of all that a stream still has. */
  static Digest digest(InputStream bytes) throws IOException {
    Sha256 sha256 = new Sha256();
    byte[] buffer = new byte[BUFFER];
    for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
      sha256.update(buffer, 0, read);
    }
    return sha256.digest();
  }

  private Path place(Digest digest) {
    String hex = digest.value().substring("sha256:".length());
    return store.resolve(hex.substring(0, PREFIX)).resolve(hex);
  }

  private static void removeIfOld(Path file, Instant olderThan, List<String> removed)
      throws IOException {
    FileTime touched = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    if (touched.toInstant().isBefore(olderThan) && Files.deleteIfExists(file)) {
      removed.add(file.getFileName().toString());
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  /** How a file of the store was found. */
  public enum Condition {
    /** Its bytes are those of its digest. */
    INTACT,
    /** It has other bytes. */
    DAMAGED,
    /** It is not there. */
    MISSING
  }
}
