package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.ServingException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class BoundedInputStreamTest {

  @Test
  void read_upToTheBound_givesAll() throws IOException {
    assertThat(bounded(4, 4).readAllBytes()).hasSize(4);
  }

  @Test
  void read_blockBeyondTheBound_ends() {
    assertTooLarge(() -> bounded(5, 4).readAllBytes());
  }

  @Test
  void read_singleBytesBeyondTheBound_ends() throws IOException {
    InputStream body = bounded(5, 4);
    for (int i = 0; i < 4; i++) {
      assertThat(body.read()).isZero();
    }

    assertTooLarge(body::read);
  }

  @Test
  void skip_beyondTheBound_ends() {
    assertTooLarge(() -> bounded(5, 4).skip(5));
  }

  @Test
  void markSupported_always_isFalse() throws IOException {
    try (InputStream body = bounded(1, 1)) {
      assertThat(body.markSupported()).isFalse();
    }
  }

  private static InputStream bounded(int length, long most) {
    return new BoundedInputStream(new ByteArrayInputStream(new byte[length]), most);
  }

  private static void assertTooLarge(ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            ServingException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BODY_TOO_LARGE));
  }
}
