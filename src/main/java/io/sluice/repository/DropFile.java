package io.sluice.repository;

import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of one version in the models folder, which belong to operators and may change at any
 * time. Beside {@code model.zip} there may be {@code model.zip.sha256}, as {@code sha256sum} writes
 * it.
 */
public final class DropFile {
  private static final int LONGEST_DIGEST_LINE = 1024;
  private static final int DIGITS = 64;

  private DropFile() {}

  /**
   * What tells that files have not changed: sizes, times and the file system's own numbers.
   *
   * @param archive of {@code model.zip}
   * @param descriptor of {@code model.json}; empty if there is none
   */
  public record State(String archive, String descriptor) {}

  /** How the files are now; empty if there is no regular archive yet. */
  public static Optional<State> state(StoredVersion version) {
    String archive = mark(version.archive());
    return archive.isEmpty()
        ? Optional.empty()
        : Optional.of(new State(archive + mark(sidecar(version)), mark(version.descriptor())));
  }

  /**
   * Holds a digest against the one that the operator wrote, if there is one.
   *
   * @throws ChangeException if they differ
   * @throws IOException if the file cannot be read
   */
  public static void checkDigest(StoredVersion version, Digest digest) throws IOException {
    if (mark(sidecar(version)).isEmpty()) {
      return;
    }
    String line = text(sidecar(version), LONGEST_DIGEST_LINE).strip().toLowerCase(Locale.ROOT);
    String expected = line.substring(0, Math.min(DIGITS, line.length()));
    if (!digest.value().equals("sha256:" + expected)) {
      throw new ChangeException(
          Kind.DIGEST_MISMATCH, "model.zip is not what model.zip.sha256 announces");
    }
  }

  /**
   * The text of {@code model.json}; null if there is none.
   *
   * @throws IOException if it cannot be read
   */
  public static @Nullable String descriptor(StoredVersion version) throws IOException {
    return mark(version.descriptor()).isEmpty()
        ? null
        : text(version.descriptor(), DescriptorReader.MAX_BYTES + 1);
  }

  private static Path sidecar(StoredVersion version) {
    return version.archive().resolveSibling(version.archive().getFileName() + ".sha256");
  }

  private static String text(Path file, int most) throws IOException {
    try (InputStream bytes = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return new String(bytes.readNBytes(most), StandardCharsets.UTF_8);
    }
  }

  private static String mark(Path file) {
    try {
      BasicFileAttributes is =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return is.isRegularFile()
          ? is.size() + "@" + is.lastModifiedTime().toMillis() + "#" + is.fileKey()
          : "";
    } catch (IOException e) {
      return "";
    }
  }
}
