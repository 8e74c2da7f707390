package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.audit.AuditFilter;
import io.sluice.audit.AuditLog;
import io.sluice.intake.SourceFormat;
import io.sluice.intake.StagedFile;
import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Requester;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionState;
import io.sluice.repository.LoadMarks;
import io.sluice.testing.IrisVersions;
import io.sluice.testing.ModelFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start does with files that an earlier start has seen. */
final class FolderScanTest {
  private static final ModelId IRIS = new ModelId(new ModelName("iris"), new ModelVersion(1));

  @TempDir Path folder;
  @TempDir Path data;
  private Path archive;
  private int entries;

  @BeforeEach
  void dropSample() {
    ModelFolders.copySample("iris", folder);
    archive = folder.resolve("iris/1/model.zip");
  }

  @Test
  void boot_filesAsBefore_areNotReadAgain() throws IOException {
    assertThat(start()).isEqualTo(VersionState.READY);
    int before = entries;
    FileTime touched = Files.getLastModifiedTime(archive);
    overwrite();
    Files.setLastModifiedTime(archive, touched);

    assertThat(start()).isEqualTo(VersionState.READY);

    assertThat(entries).as("whoever reads the file must refuse its other bytes").isEqualTo(before);
  }

  @Test
  void boot_fileThatChanged_isReadAgainAndRefused() throws IOException {
    start();
    int before = entries;
    FileTime touched = Files.getLastModifiedTime(archive);
    overwrite();
    Files.setLastModifiedTime(archive, FileTime.fromMillis(touched.toMillis() + 1));

    assertThat(start()).isEqualTo(VersionState.READY);

    assertThat(entries).isEqualTo(before + 1);
  }

  @Test
  void boot_databaseThatWasLost_takesTheFilesAgain() throws IOException {
    start();
    Files.delete(data.resolve("database/sluice.mv.db"));

    assertThat(start()).isEqualTo(VersionState.READY);

    assertThat(entries).isEqualTo(1);
  }

  @Test
  void boot_memoryOfFilesDamaged_readsThemAgain() throws IOException {
    start();
    Files.writeString(data.resolve("seen-files"), "sluice-seen-files 1\niris\t1\n");

    assertThat(start()).isEqualTo(VersionState.READY);
    assertThat(Files.readAllLines(data.resolve("seen-files"))).hasSize(2);
  }

  @Test
  void boot_suspectThatWasPushedOverHttp_isSuspectedNoMore() throws IOException {
    Digest digest = suspect();
    assertThat(start()).isEqualTo(VersionState.FAILED);

    try (Workshop workshop = workshop(new ModelRegistry(event -> {}, event -> {}));
        StagedFile staged = workshop.intake.stage(archive)) {
      workshop.marks.begin();
      assertThat(staged.digest()).isEqualTo(digest);
      // Under another number: it is the bytes that were tried.
      workshop.push.push(
          new PushOrder(
              IRIS.name(),
              new ModelVersion(7),
              SourceFormat.DL4J,
              staged,
              IrisVersions.descriptor(7),
              null,
              null,
              false,
              false,
              Requester.ofServer("a test")));
      assertThat(workshop.marks.isSuspect(digest)).isFalse();
    }

    assertThat(start()).isEqualTo(VersionState.READY);
    int before = entries;
    start();
    assertThat(entries).isEqualTo(before);
  }

  /** Leaves the mark of a start that ended while it loaded the sample. */
  private Digest suspect() throws IOException {
    try (Workshop workshop = workshop(new ModelRegistry(event -> {}, event -> {}));
        StagedFile staged = workshop.intake.stage(archive)) {
      LoadMarks marks = workshop.marks;
      marks.begin();
      marks.mark(staged.digest());
      return staged.digest();
    }
  }

  /** Starts and ends a server; what became of the sample. */
  private VersionState start() {
    ModelRegistry registry = new ModelRegistry(event -> {}, event -> {});
    try (Workshop workshop = workshop(registry)) {
      workshop.boot(folder);
      entries = workshop.database.read(c -> AuditLog.page(c, 0, 1000, AuditFilter.ALL)).size();
      return registry.snapshot().version(IRIS).orElseThrow().state();
    } finally {
      registry.retireAll();
    }
  }

  private Workshop workshop(ModelRegistry registry) {
    return new Workshop(registry, data, TimeSource.SYSTEM, Map.of());
  }

  /** Other bytes in the same file, as many as before. */
  private void overwrite() throws IOException {
    byte[] other = new byte[(int) Files.size(archive)];
    Files.write(archive, other, StandardOpenOption.WRITE);
  }
}
