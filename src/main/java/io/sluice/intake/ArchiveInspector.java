package io.sluice.intake;

import static io.sluice.intake.ArchiveRejectedException.WHOLE;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.ArrayData;
import io.sluice.model.Digest;
import io.sluice.model.ModelArchive;
import io.sluice.model.NormalizerData;
import io.sluice.model.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the file of a model archive into a checked {@link ModelArchive}, or says why not. Nothing
 * of DL4J runs here: no class is looked up, no size is believed before the bytes bear it out.
 */
public final class ArchiveInspector {
  private static final int CHUNK = 1 << 16;

  private ArchiveInspector() {}

  /**
   * Inspects a file. It may be written by others meanwhile: an archive that changes is refused.
   *
   * @param file a regular file; links are not followed
   * @throws ArchiveRejectedException if the archive may not be loaded
   * @throws IOException if the file cannot be read
   */
  public static ModelArchive inspect(Path file, IntakeLimits limits) throws IOException {
    BasicFileAttributes before = attributes(file);
    // Before opening: to open a pipe would wait for its writer.
    if (!before.isRegularFile()) {
      throw rejected(Reason.NOT_A_REGULAR_FILE, "is not a regular file");
    }
    ModelArchive archive;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      archive = inspect(channel, limits);
    }
    checkUnchanged(before, attributes(file), archive.size());
    return archive;
  }

  /**
   * Inspects an open channel, which stays open.
   *
   * @param channel readable, with the archive's first byte at position 0; nobody else moves it
   * @throws ArchiveRejectedException if the archive may not be loaded
   * @throws IOException if the channel cannot be read
   */
  public static ModelArchive inspect(SeekableByteChannel channel, IntakeLimits limits)
      throws IOException {
    ChannelBytes file = new ChannelBytes(channel);
    long size = file.size();
    if (size > limits.maxArchiveBytes()) {
      throw rejected(
          Reason.ARCHIVE_TOO_LARGE, "is larger than " + limits.maxArchiveBytes() + " bytes");
    }
    Map<EntryName, ArchiveEntry> entries = ArchiveReader.read(file, limits);
    Configuration configuration = configuration(file, entries, limits);
    for (ArchiveEntry entry : entries.values()) {
      EntryInputStream.verify(file, entry);
    }
    ArrayData parameters = parameters(file, entries, configuration, limits);
    NormalizerData normalizer = normalizer(file, entries.get(EntryName.NORMALIZER));
    return new ModelArchive(
        configuration.kind(),
        configuration.json(),
        parameters,
        normalizer,
        digest(file, size),
        size);
  }

  static void checkUnchanged(BasicFileAttributes before, BasicFileAttributes after, long read)
      throws IOException {
    if (after.size() != before.size()
        || read != before.size()
        || !after.lastModifiedTime().equals(before.lastModifiedTime())) {
      throw rejected(Reason.ARCHIVE_CHANGED, "changed while it was read");
    }
  }

  private static Configuration configuration(
      ChannelBytes file, Map<EntryName, ArchiveEntry> entries, IntakeLimits limits)
      throws IOException {
    ArchiveEntry entry = required(entries, EntryName.CONFIGURATION);
    if (entry.size() > limits.maxConfigurationBytes()) {
      throw new ArchiveRejectedException(
          Reason.CONFIGURATION_TOO_LARGE,
          entry.name().text(),
          "is longer than " + limits.maxConfigurationBytes() + " bytes");
    }
    try (EntryInputStream in = new EntryInputStream(file, entry)) {
      return ConfigurationReader.read(in.readAllBytes(), limits);
    }
  }

  private static @Nullable ArrayData parameters(
      ChannelBytes file,
      Map<EntryName, ArchiveEntry> entries,
      Configuration configuration,
      IntakeLimits limits)
      throws IOException {
    ArchiveEntry entry = required(entries, EntryName.COEFFICIENTS);
    ArchiveEntry marker = entries.get(EntryName.NO_PARAMS);
    // No parameters: older versions leave the entry empty and add a marker, 1.0.0-M2.1 writes an
    // empty array.
    if (marker == null ? entry.size() == 0 : entry.size() + marker.size() != 0) {
      throw new ArchiveRejectedException(
          Reason.ENTRY_CORRUPT, entry.name().text(), "and the marker of no parameters contradict");
    }
    ArrayData array = marker == null ? array(file, entry, limits) : null;
    if (array == null && !configuration.parameterFree()) {
      throw new ArchiveRejectedException(
          Reason.PARAMETERS_MISSING,
          entry.name().text(),
          "has no parameters, but the configuration has layers that need them");
    }
    return array;
  }

  private static @Nullable ArrayData array(
      ChannelBytes file, ArchiveEntry entry, IntakeLimits limits) throws IOException {
    try (EntryInputStream in = new EntryInputStream(file, entry)) {
      EntryBytes bytes = new EntryBytes(in, entry.name().text(), entry.size());
      ArrayData array = ArrayReader.readOrEmpty(bytes, limits.maxParameters());
      bytes.expectEnd(Reason.ARRAY_LENGTH);
      return array;
    }
  }

  private static @Nullable NormalizerData normalizer(
      ChannelBytes file, @Nullable ArchiveEntry entry) throws IOException {
    if (entry == null) {
      return null;
    }
    try (EntryInputStream in = new EntryInputStream(file, entry)) {
      return NormalizerReader.read(new EntryBytes(in, entry.name().text(), entry.size()));
    }
  }

  private static ArchiveEntry required(Map<EntryName, ArchiveEntry> entries, EntryName name)
      throws IOException {
    ArchiveEntry entry = entries.get(name);
    if (entry == null) {
      throw new ArchiveRejectedException(Reason.ENTRY_MISSING, name.text(), "is missing");
    }
    return entry;
  }

  private static Digest digest(ChannelBytes file, long size) throws IOException {
    Sha256 sha256 = new Sha256();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (long position = 0; position < size; position += CHUNK) {
      chunk.clear().limit((int) Math.min(CHUNK, size - position));
      file.read(position, chunk);
      sha256.update(chunk.flip());
    }
    return sha256.digest();
  }

  static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static ArchiveRejectedException rejected(Reason reason, String detail) {
    return new ArchiveRejectedException(reason, WHOLE, detail);
  }
}
