package io.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The server's own limit of bodies stands behind the application's, not before them. */
final class FenceTest {
  private static final Pattern FENCE = Pattern.compile("(?m)^set .*\\.max-post-size-bytes=(\\d+)$");
  private static final Pattern ARCHIVE =
      Pattern.compile("(?m)^sluice\\.intake\\.max-archive-bytes=(\\d+)$");
  private static final long OTHER_PARTS = 16L << 20;

  @Test
  void bodies_largestModelThatIsTaken_passesTheServersLimit() throws IOException {
    long fence = number(FENCE, Path.of("payara/preboot.asadmin"));
    long archive =
        number(ARCHIVE, Path.of("src/main/resources/META-INF/microprofile-config.properties"));

    assertThat(fence).isGreaterThanOrEqualTo(archive + OTHER_PARTS);
  }

  private static long number(Pattern pattern, Path file) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(file));
    assertThat(matcher.find()).as(file.toString()).isTrue();
    return Long.parseLong(matcher.group(1));
  }
}
