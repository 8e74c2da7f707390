package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdminKeyFileTest {
  @TempDir Path data;

  @Test
  void write_twice_keepsTheLastKeyForItsOwnerAloneAndNothingElse() throws IOException {
    Path folder = data.resolve("not/yet");
    AdminKeyFile file = new AdminKeyFile(folder);
    KeyText key = KeyText.make(new SecureRandom());

    file.write(KeyText.make(new SecureRandom()));
    file.write(key);

    assertThat(file.path()).hasContent(key.reveal() + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file.path());
    }
  }

  @Test
  void write_noFolderCanBe_failsWithoutTheKey() throws IOException {
    AdminKeyFile file = new AdminKeyFile(Files.writeString(data.resolve("file"), ""));
    KeyText key = KeyText.make(new SecureRandom());

    assertThatThrownBy(() -> file.write(key))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageNotContaining(key.reveal());
  }
}
