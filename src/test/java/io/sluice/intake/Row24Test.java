package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.model.ChangeException;
import io.sluice.testing.Rows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that are not those announced: refused, and nothing of them stays. */
class Row24Test {
  @TempDir private Path folder;

  @Test
  void stage_digestsThatDiffer_leaveNothing() throws IOException {
    Intake intake = Intakes.intake(folder.resolve("staging"), Trial.NONE);
    byte[] archive = ZipForge.sound().build();
    Random random = new Random(24);
    int tried = 50;
    int refused = 0;
    for (int i = 0; i < tried; i++) {
      byte[] digest = new byte[32];
      random.nextBytes(digest);
      String header = "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
      ChangeException refusal =
          catchThrowableOfType(
              ChangeException.class,
              () ->
                  intake.stage(new ByteArrayInputStream(archive), archive.length, header).close());
      refused += refusal.kind() == ChangeException.Kind.DIGEST_MISMATCH ? 1 : 0;
    }
    long visible;
    try (Stream<Path> left = Files.list(folder.resolve("staging"))) {
      visible = left.count();
    }

    Rows.figure(24, "refused %d/%d, visible artefacts %d", refused, tried, visible);
    assertThat(refused).isEqualTo(tried);
    assertThat(visible).isZero();
  }
}
