package io.sluice.repository;

import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Remembers across starts which bytes the files of the models folder had, so that files whose
 * sizes, times and inodes are the same need not be read again. What is loaded is read from the
 * store and held against its digest there; this only saves looking for news. The memory may be lost
 * at any time: then the files are read once more.
 */
public final class SeenFiles {
  private static final System.Logger LOG = System.getLogger(SeenFiles.class.getName());
  private static final String FORM = "sluice-seen-files 1";
  private static final int FIELDS = 5;

  private final Path file;
  private final Map<ModelId, Seen> seen = new HashMap<>();
  private boolean changed;

  private record Seen(DropFile.State state, Digest digest) {}

  private SeenFiles(Path file) {
    this.file = file;
  }

  /** What a data directory remembers: nothing, if that cannot be read. */
  public static SeenFiles of(Path dataDirectory) {
    SeenFiles files = new SeenFiles(dataDirectory.resolve("seen-files"));
    try {
      List<String> lines = Files.readAllLines(files.file, StandardCharsets.UTF_8);
      if (lines.isEmpty() || !lines.get(0).equals(FORM)) {
        throw new IllegalArgumentException("another form");
      }
      lines.subList(1, lines.size()).forEach(files::take);
    } catch (NoSuchFileException e) {
      // The first start.
    } catch (IOException | IllegalArgumentException e) {
      files.seen.clear();
      LOG.log(Level.WARNING, "the models folder is read through, as {0} cannot be used", e);
    }
    return files;
  }

  /** The digest of a version's archive, if its files were seen as they are now. */
  public Optional<Digest> digest(ModelId id, DropFile.State state) {
    return Optional.ofNullable(seen.get(id))
        .filter(known -> known.state().equals(state))
        .map(Seen::digest);
  }

  /** Keeps in mind what a version's archive held. */
  public void remember(ModelId id, DropFile.State state, Digest digest) {
    Seen now = new Seen(state, digest);
    changed |= !now.equals(seen.put(id, now));
  }

  /** Forgets all versions but these. */
  public void retain(Set<ModelId> present) {
    changed |= seen.keySet().retainAll(present);
  }

  /** Writes it down if it has changed; that this fails costs the next start some reading. */
  public void save() {
    if (!changed) {
      return;
    }
    Map<String, String> lines = new TreeMap<>();
    seen.forEach((id, known) -> lines.put(id.toString(), line(id, known)));
    Path written = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(written, FORM + "\n" + String.join("", lines.values()));
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      changed = false;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "what was seen in the models folder cannot be written down", e);
    }
  }

  private static String line(ModelId id, Seen known) {
    return String.join(
            "\t",
            id.name().value(),
            id.version().toString(),
            known.digest().value(),
            known.state().archive(),
            known.state().descriptor())
        + "\n";
  }

  private void take(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("a line with " + fields.length + " fields");
    }
    seen.put(
        new ModelId(new ModelName(fields[0]), ModelVersion.parse(fields[1])),
        new Seen(new DropFile.State(fields[3], fields[4]), new Digest(fields[2])));
  }
}
