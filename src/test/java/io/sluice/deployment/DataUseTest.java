package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process has left in the data directory, and what another one still needs. */
final class DataUseTest {
  @TempDir private Path data;

  @Test
  void clear_alone_deletesWhatIsLeftOverAndNothingElse() throws IOException {
    List<Path> left =
        List.of(
            write("staging/0b7e.part"),
            write("trial/scratch/trial12/crash.log"),
            write("trial/scratch/trial12/deeper/natives.so"),
            write("trial/scratch/keras7/model.zip"),
            write("trial/libraries/library1.part"));
    List<Path> kept =
        List.of(
            write("staging/suspect/00ff"),
            write("store/ab/abcd"),
            write("database/sluice.mv.db"),
            write("trial/libraries/jackson.jar"));

    try (DataUse use = DataUse.begin(data)) {
      use.clear();
    }

    assertThat(left).noneMatch(Files::exists);
    assertThat(data.resolve("trial/scratch")).isEmptyDirectory();
    assertThat(kept).allMatch(Files::exists);
  }

  @Test
  void clear_usedByAnother_leavesAllAlone() throws IOException {
    Path staged = write("staging/0b7e.part");
    Path scratch = write("trial/scratch/trial12/crash.log");
    try (DataUse first = DataUse.begin(data);
        DataUse second = DataUse.begin(data)) {
      assertThat(first.alone()).isTrue();
      assertThat(second.alone()).isFalse();

      second.clear();

      assertThat(staged).exists();
      assertThat(scratch).exists();
    }
    try (DataUse third = DataUse.begin(data)) {
      assertThat(third.alone()).isTrue();
    }
  }

  @Test
  void clear_emptyDirectory_doesNothing() throws IOException {
    try (DataUse use = DataUse.begin(data.resolve("new"))) {
      use.clear();
    }

    assertThat(data.resolve("new/staging")).doesNotExist();
  }

  private Path write(String name) throws IOException {
    Path file = data.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "left");
  }
}
