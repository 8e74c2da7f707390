package io.sluice.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.model.Digest;
import io.sluice.repository.ModelStore.Condition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelStoreTest {
  private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant GRACE = Instant.parse("2021-01-01T00:00:00Z");
  private static final byte[] BYTES = {1, 2, 3};

  @TempDir private Path data;
  private ModelStore store;

  @BeforeEach
  void open() throws IOException {
    store = ModelStore.open(data);
  }

  @Test
  void put_complete_movesItToItsDigest() throws IOException {
    Path staged = staged(BYTES);
    Digest digest = digest(BYTES);

    Path stored = store.put(staged, digest);

    String hex = digest.value().substring("sha256:".length());
    assertThat(stored).isEqualTo(data.resolve("store").resolve(hex.substring(0, 2)).resolve(hex));
    assertThat(stored).hasBinaryContent(BYTES);
    assertThat(staged).doesNotExist();
    assertThat(store.path(digest)).hasValue(stored);
  }

  @Test
  void put_storeIsALinkToAnotherFileSystem_isSharedByTwo(@TempDir Path own, @TempDir Path other)
      throws IOException {
    Path memory = Path.of("/dev/shm");
    Path shared =
        Files.createTempDirectory(Files.isWritable(memory) ? memory : other, "sluice-store-");
    try {
      Files.createSymbolicLink(own.resolve("store"), shared);
      Files.createSymbolicLink(other.resolve("store"), shared);
      Digest digest = digest(BYTES);
      ModelStore first = ModelStore.open(own);
      Path staged = Files.write(first.staging().resolve("a.part"), BYTES);

      Path stored = first.put(staged, digest);

      assertThat(ModelStore.open(other).verify(digest)).isEqualTo(Condition.INTACT);
      assertThat(staged).doesNotExist();
      assertThat(stored.getParent().toFile().list()).hasSize(1);
    } finally {
      try (Stream<Path> files = Files.walk(shared)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void put_again_mendsDamage() throws IOException {
    Digest digest = digest(BYTES);
    Path stored = store.put(staged(BYTES), digest);
    Files.write(stored, new byte[] {1, 2, 4});
    assertThat(store.verify(digest)).isEqualTo(Condition.DAMAGED);

    store.put(staged(BYTES), digest);

    assertThat(store.verify(digest)).isEqualTo(Condition.INTACT);
  }

  @Test
  void put_nothingStaged_leavesNothing() {
    Path none = store.staging().resolve("none.part");

    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store.put(none, digest(BYTES)));
    assertThat(store.path(digest(BYTES))).isEmpty();
  }

  @Test
  void verify_missing_saysSo() throws IOException {
    assertThat(store.verify(digest(BYTES))).isEqualTo(Condition.MISSING);
  }

  @Test
  void verify_link_isNotFollowed() throws IOException {
    Digest digest = digest(BYTES);
    Path stored = store.put(staged(BYTES), digest);
    Path elsewhere = Files.move(stored, data.resolve("elsewhere"));
    Files.createSymbolicLink(stored, elsewhere);

    assertThat(store.path(digest)).isEmpty();
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.verify(digest));
  }

  @Test
  void sweep_oldFilesWithoutARow_areRemoved() throws IOException {
    Path known = old(store.put(staged(BYTES), digest(BYTES)));
    Path unknown = old(store.put(staged(new byte[] {9}), digest(new byte[] {9})));
    Path fresh = store.put(old(staged(new byte[] {8})), digest(new byte[] {8}));
    Path abandoned = old(part());
    Path running = part();
    Path foreign = old(Files.createFile(data.resolve("store/README")));

    assertThat(store.sweep(Set.of(digest(BYTES)), GRACE))
        .containsExactly(unknown.getFileName().toString(), abandoned.getFileName().toString());

    assertThat(known).exists();
    assertThat(unknown).doesNotExist();
    assertThat(fresh).exists();
    assertThat(abandoned).doesNotExist();
    assertThat(running).exists();
    assertThat(foreign).exists();
  }

  private Path part() throws IOException {
    return Files.createTempFile(store.staging(), "push-", ".part");
  }

  private Path staged(byte[] bytes) throws IOException {
    return Files.write(part(), bytes);
  }

  private static Path old(Path file) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(OLD));
  }

  private static Digest digest(byte[] bytes) {
    try {
      return ModelStore.digest(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
