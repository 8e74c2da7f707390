package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.ChangeException;
import io.sluice.model.ServingException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {
  private static final String ABC_SHA256 =
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;

  @Test
  void stage_stream_isWrittenAndDigestedAndDeletedWhenClosed() throws IOException {
    Path staged;
    try (StagedFile file = staging(0).stage(stream("abc"), -1, 3)) {
      staged = file.path();
      assertThat(file.digest()).hasToString(ABC_SHA256);
      assertThat(file.size()).isEqualTo(3);
      assertThat(staged).hasContent("abc").hasParent(directory());
      assertThat(staged.getFileName().toString()).endsWith(".part");
    }
    assertThat(staged).doesNotExist();
  }

  @Test
  void stage_tooLong_isRefusedAtTheCapAndLeavesNothing() {
    CountingStream endless = new CountingStream(Long.MAX_VALUE);

    assertTooLarge(() -> staging(0).stage(endless, -1, 1 << 20));
    assertTooLarge(() -> staging(0).stage(stream("abc"), 3, 2));
    assertThat(endless.given).isLessThan((1 << 20) + (1 << 17));
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void stage_streamThatFails_leavesNothing() {
    InputStream failing =
        new SequenceInputStream(
            stream("abc"),
            new FilterInputStream(stream("def")) {
              @Override
              public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("the client is gone");
              }
            });

    assertThatThrownBy(() -> staging(0).stage(failing, -1, 100))
        .isInstanceOf(IOException.class)
        .hasMessage("the client is gone");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void stage_diskWithoutRoom_isRefusedBeforeOrWhileWriting() throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();

    assertFull(() -> staging(0).stage(stream("abc"), 2 * free, Long.MAX_VALUE));
    assertFull(() -> staging(2 * free).stage(stream("abc"), -1, 100));
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void stage_file_isCopiedAndLeftAlone() throws IOException {
    Path source = Files.writeString(folder.resolve("a.zip"), "abc");

    try (StagedFile file = staging(0).stage(source, 3)) {
      assertThat(file.digest()).hasToString(ABC_SHA256);
    }

    assertThat(source).hasContent("abc");
  }

  @Test
  void stage_linkOrFolder_isRefused() throws IOException {
    Path source = Files.writeString(folder.resolve("a.zip"), "abc");
    Path link = Files.createSymbolicLink(folder.resolve("link.zip"), source);

    for (Path path : new Path[] {link, folder}) {
      assertThatThrownBy(() -> staging(0).stage(path, 100))
          .isInstanceOfSatisfying(
              ArchiveRejectedException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.NOT_A_REGULAR_FILE));
    }
  }

  @Test
  void clear_leftoversOfAnEarlierRun_areDeleted() throws IOException {
    Files.createDirectories(directory());
    Files.writeString(directory().resolve("x.part"), "x");
    Path other = Files.writeString(directory().resolve("loading"), "x");

    staging(0).clear();

    assertThat(leftovers()).containsExactly(other);
  }

  @Test
  void clear_noFolderYet_doesNothing() throws IOException {
    staging(0).clear();

    assertThat(directory()).doesNotExist();
  }

  private Staging staging(long reserve) {
    return new Staging(directory(), reserve);
  }

  private Path directory() {
    return folder.resolve("staging");
  }

  private Stream<Path> leftovers() {
    if (!Files.exists(directory())) {
      return Stream.empty();
    }
    return Arrays.stream(directory().toFile().listFiles()).map(file -> file.toPath());
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertTooLarge(ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            ServingException.class,
            e -> assertThat(e.kind()).isEqualTo(ServingException.Kind.BODY_TOO_LARGE));
  }

  private static void assertFull(ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            ChangeException.class,
            e -> assertThat(e.kind()).isEqualTo(ChangeException.Kind.INSUFFICIENT_STORAGE));
  }

  /** So many zeros, counted as they are taken. */
  private static final class CountingStream extends InputStream {
    private final long size;
    private long given;

    CountingStream(long size) {
      this.size = size;
    }

    @Override
    public int read() {
      return given++ < size ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int count = (int) Math.min(length, size - given);
      given += count;
      return count == 0 ? -1 : count;
    }
  }
}
