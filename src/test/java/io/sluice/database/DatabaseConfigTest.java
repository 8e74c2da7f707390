package io.sluice.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseConfigTest {
  @TempDir private Path folder;

  @Test
  void embedded_relativeFolder_isAbsoluteAndWritesAtOnce() {
    DatabaseConfig config = config(DatabaseConfig.embedded(Path.of("data")), null);

    assertThat(config.url())
        .isEqualTo(
            "jdbc:h2:file:" + Path.of("data").toAbsolutePath() + "/database/sluice;WRITE_DELAY=0");
    assertThat(config.isH2()).isTrue();
    assertThat(config.password()).isEmpty();
  }

  @Test
  void url_withAWriteDelayOfItsOwn_staysAsItIs() {
    assertThat(config("jdbc:h2:./x;WRITE_DELAY=500", null).url())
        .isEqualTo("jdbc:h2:./x;WRITE_DELAY=500");
    assertThat(config("jdbc:postgresql://db/sluice", null).url())
        .isEqualTo("jdbc:postgresql://db/sluice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://db/sluice",
        "db",
        "jdbc:postgresql://db/sluice?user=a&Password=b",
        "jdbc:h2:./x;AUTO_SERVER=TRUE",
      })
  void url_thatMayNotBe_isRefused(String url) {
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> config(url, null));
  }

  @Test
  void poolSize_none_isRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new DatabaseConfig("jdbc:h2:./x", "sluice", null, 0));
  }

  @Test
  void password_inItsFile_isReadWithoutTheEndOfItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "s3cret \u00e9\n");

    assertThat(config("jdbc:h2:./x", file).password()).hasValue("s3cret \u00e9");
    assertThat(config("jdbc:h2:./x", file).toString()).doesNotContain("s3cret");
  }

  @Test
  void password_fileMissing_isToldWithoutItsPath() {
    DatabaseConfig config = config("jdbc:h2:./x", folder.resolve("none"));

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(config::password)
        .withMessage("sluice.database.password-file cannot be read");
  }

  private static DatabaseConfig config(String url, @Nullable Path passwordFile) {
    return new DatabaseConfig(url, "sluice", passwordFile, 2);
  }
}
