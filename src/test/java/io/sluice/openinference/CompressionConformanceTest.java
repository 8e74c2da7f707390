package io.sluice.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.ServletClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packed requests and answers. */
final class CompressionConformanceTest {
  private static final String SEQ = "/v2/models/seq/infer";
  private final Served served = new Served();

  private static String request(int length) {
    String zeros = "0,".repeat(2 * length);
    return "{\"inputs\":[{\"name\":\"seq\",\"shape\":[1,2,%d],\"datatype\":\"FP32\",\"data\":[%s]}]}"
        .formatted(length, zeros.substring(0, zeros.length() - 1));
  }

  private static byte[] packed(String coding, byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        coding.equals("gzip") ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  @Tag("2a.48")
  void infer_packedRequest_isUnpacked(String coding) throws IOException {
    byte[] plain = request(3).getBytes(StandardCharsets.UTF_8);

    Answer answer =
        served.client().send("POST", SEQ, packed(coding, plain), "Content-Encoding", coding);

    assertThat(answer.body()).isEqualTo(served.client().post(SEQ, request(3)).body());
  }

  @Test
  @Tag("2a.48")
  void infer_packedBytes_areUnpackedFirst() throws IOException {
    String json =
        "{\"inputs\":[{\"name\":\"seq\",\"shape\":[1,2,1],\"datatype\":\"FP32\",\"parameters\":"
            + "{\"binary_data_size\":8}}]}";
    byte[] body = packed("gzip", Binary.body(json, Binary.floats(1, 2)));

    Answer answer =
        served.client().send("POST", SEQ, body, Binary.headers(json, "Content-Encoding", "gzip"));

    assertThat(answer.body()).endsWith("\"data\":[1,2]}]}");
  }

  @ParameterizedTest
  @CsvSource({"br", "'gzip, gzip'", "zstd", "compress"})
  @Tag("2a.48")
  void infer_otherCoding_isUnsupported(String coding) {
    assertThat(served.client().post(SEQ, request(1), "Content-Encoding", coding).status())
        .isEqualTo(415);
  }

  @Test
  @Tag("2a.48")
  void infer_notPackedAsItSays_isRefused() throws IOException {
    for (String coding : new String[] {"gzip", "deflate"}) {
      byte[] broken = packed(coding, request(3).getBytes(StandardCharsets.UTF_8));
      broken[broken.length / 2] ^= 0x55;
      assertThat(served.client().send("POST", SEQ, broken, "Content-Encoding", coding).status())
          .isEqualTo(400);
      assertThat(served.client().post(SEQ, request(1), "Content-Encoding", coding).status())
          .isEqualTo(400);
      assertThat(served.client().post(SEQ, "", "Content-Encoding", coding).status()).isEqualTo(400);
    }
  }

  @Test
  @Tag("2a.35")
  void infer_bomb_isRefusedByWhatItUnpacksTo() throws IOException {
    byte[] bomb = packed("gzip", " ".repeat(10_000_000).getBytes(StandardCharsets.UTF_8));
    assertThat(bomb.length).isLessThan((int) Served.MOST);

    assertThat(served.client().send("POST", SEQ, bomb, "Content-Encoding", "gzip").status())
        .isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|gzip", "deflate|deflate", "deflate, gzip;q=0.5|gzip", "gzip;q=0, deflate|deflate",
        "br|", "identity|", "*|gzip", "gzip;q=0|",
      })
  @Tag("2a.49")
  void infer_acceptEncoding_packsLongAnswers(String accept, String coding) throws IOException {
    String plain = served.client().post(SEQ, request(600)).body();
    Answer answer = served.client().post(SEQ, request(600), "Accept-Encoding", accept);

    assertThat(answer.header("Content-Encoding").orElse(null)).isEqualTo(coding);
    assertThat(answer.header("Vary")).hasValue("Accept-Encoding");
    assertThat(answer.header("Content-Length")).hasValue(Integer.toString(answer.bytes().length));
    ByteArrayInputStream bytes = new ByteArrayInputStream(answer.bytes());
    byte[] unpacked =
        "gzip".equals(coding)
            ? new GZIPInputStream(bytes).readAllBytes()
            : "deflate".equals(coding)
                ? new InflaterInputStream(bytes).readAllBytes()
                : answer.bytes();
    assertThat(new String(unpacked, StandardCharsets.UTF_8)).isEqualTo(plain);
  }

  @Test
  @Tag("2a.49")
  void infer_acceptEncoding_leavesShortAnswersAlone() {
    assertThat(
            served
                .client()
                .post(SEQ, request(3), "Accept-Encoding", "gzip")
                .header("Content-Encoding"))
        .isEmpty();
  }
}
