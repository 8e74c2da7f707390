package io.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ResponseReaderTest {
  private final ResponseReader reader = new ResponseReader();

  @Test
  void take_byteByByte_endsWithTheLastByteOfTheLength() throws IOException {
    String response = "HTTP/1.1 429 Too Many\r\nContent-Length: 5\r\n\r\nhello";
    for (int i = 0; i < response.length() - 1; i++) {
      assertThat(take(response.substring(i, i + 1))).isEqualTo(ResponseReader.MORE);
    }

    assertThat(take("o")).isEqualTo(429);
    assertThat(reader.isClosing()).isFalse();
  }

  @Test
  void take_chunks_endsWithTheEmptyChunk() throws IOException {
    assertThat(take("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"))
        .isEqualTo(ResponseReader.MORE);

    assertThat(take("0\r\n\r\n")).isEqualTo(200);
  }

  @Test
  void take_afterReset_readsTheNextResponse() throws IOException {
    take("HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    assertThat(reader.isClosing()).isTrue();
    reader.reset();

    assertThat(take("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1")).isEqualTo(200);
    assertThat(reader.isClosing()).isFalse();
  }

  @Test
  void take_longerThanItsFirstBuffer_keepsAll() throws IOException {
    assertThat(take("HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n" + "x".repeat(19_999)))
        .isEqualTo(ResponseReader.MORE);

    assertThat(take("x")).isEqualTo(200);
  }

  @Test
  void take_somethingElse_fails() {
    assertThatThrownBy(() -> take("SSH-2.0-OpenSSH\r\n\r\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("SSH");
  }

  private int take(String text) throws IOException {
    return reader.take(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
