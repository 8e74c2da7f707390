package io.sluice.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.ServletClient.Answer;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The extension "binary_tensor_data": in, out, mixed and raw. */
final class BinaryConformanceTest {
  private static final String IMAGE = "/v2/models/image/infer";
  private static final byte[] PIXELS = Binary.floats(1, 2.5f, 3, 4);
  private final Served served = new Served();

  private static String image(String more, long size) {
    return "{\"inputs\":[{\"name\":\"image\",\"shape\":[1,1,2,2],\"datatype\":\"FP32\","
        + "\"parameters\":{\"binary_data_size\":%d}}]%s}".formatted(size, more);
  }

  @Test
  @Tag("2a.39")
  void serverMetadata_extensions_nameIt() {
    assertThat(served.client().get("/v2").body()).contains("\"binary_tensor_data\"");
  }

  @Test
  @Tag("2a.41")
  void infer_blobBehindTheJson_isTheInput() {
    Answer answer = send(IMAGE, image("", 16), PIXELS);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).hasValue("application/json");
    assertThat(answer.header(Binary.LENGTH)).isEmpty();
    assertThat(answer.body()).endsWith("\"data\":[1,2.5,3,4]}]}");
  }

  @Test
  @Tag("2a.42")
  void infer_binaryDataOutput_givesAllOutputsAsBytes() {
    Answer answer = send(IMAGE, image(",\"parameters\":{\"binary_data_output\":true}", 16), PIXELS);

    assertThat(answer.header("Content-Type")).hasValue("application/octet-stream");
    assertThat(answer.header("Content-Length")).hasValue(Integer.toString(answer.bytes().length));
    assertThat(Binary.json(answer))
        .isEqualTo(
            "{\"model_name\":\"image\",\"model_version\":\"1\",\"outputs\":[{\"name\":\"echo\","
                + "\"datatype\":\"FP32\",\"shape\":[1,1,2,2],"
                + "\"parameters\":{\"binary_data_size\":16}}]}");
    assertThat(Binary.blob(answer)).isEqualTo(PIXELS);
  }

  @ParameterizedTest
  @CsvSource({"true,false,false", "false,true,true", "true,true,true", "false,false,false"})
  @Tag("2a.43")
  void infer_outputsOwnWord_wins(boolean all, boolean own, boolean binary) {
    Answer answer =
        send(
            IMAGE,
            image(
                ",\"parameters\":{\"binary_data_output\":%s},\"outputs\":[{\"name\":\"echo\","
                        .formatted(all)
                    + "\"parameters\":{\"binary_data\":%s}}]".formatted(own),
                16),
            PIXELS);

    assertThat(answer.header(Binary.LENGTH).isPresent()).isEqualTo(binary);
  }

  @Test
  @Tag("2a.44")
  void infer_jsonAndBytesMixed_areTakenAndGivenInOrder() {
    String json =
        "{\"inputs\":[{\"name\":\"a_1\",\"shape\":[1,2,2],\"datatype\":\"FP32\","
            + "\"parameters\":{\"binary_data_size\":16}},"
            + "{\"name\":\"a\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[9,2]}],"
            + "\"outputs\":[{\"name\":\"output\",\"parameters\":{\"binary_data\":true}},"
            + "{\"name\":\"species\"}]}";

    Answer answer = send("/v2/models/pair/infer", json, PIXELS);

    assertThat(Binary.json(answer)).contains("\"data\":[0.125,0.25,0.625]");
    assertThat(Binary.blob(answer)).isEqualTo(PIXELS);
  }

  @Test
  @Tag("2a.44")
  void infer_severalBlobs_areInTheOrderOfTheJson() {
    String json =
        "{\"inputs\":[{\"name\":\"a_1\",\"shape\":[1,2,2],\"datatype\":\"FP32\","
            + "\"parameters\":{\"binary_data_size\":16}},"
            + "{\"name\":\"a\",\"shape\":[1,2],\"datatype\":\"FP32\","
            + "\"parameters\":{\"binary_data_size\":8}}],"
            + "\"parameters\":{\"binary_data_output\":true}}";

    Answer answer = send("/v2/models/pair/infer", json, PIXELS, Binary.floats(1, 7));

    assertThat(Binary.blob(answer))
        .isEqualTo(Binary.body("", Binary.floats(0.625f, 0.25f, 0.125f), PIXELS));
  }

  private static Stream<Arguments> everyType() {
    return Stream.of(
        Arguments.of("BOOL", Binary.little(2).put((byte) 1).put((byte) 0)),
        Arguments.of("UINT8", Binary.little(2).put((byte) 255).put((byte) 0)),
        Arguments.of("INT8", Binary.little(2).put((byte) -128).put((byte) 127)),
        Arguments.of("UINT16", Binary.little(4).putShort((short) 65535).putShort((short) 1)),
        Arguments.of("INT16", Binary.little(4).putShort((short) -32768).putShort((short) 2)),
        Arguments.of("UINT32", Binary.little(8).putInt(0xFFFFFF00).putInt(3)),
        Arguments.of("INT32", Binary.little(8).putInt(Integer.MIN_VALUE).putInt(4)),
        Arguments.of("UINT64", Binary.little(16).putLong(1L << 62).putLong(5)),
        Arguments.of("INT64", Binary.little(16).putLong(Long.MIN_VALUE).putLong(6)),
        Arguments.of("FP16", Binary.little(4).putShort((short) 0x3C00).putShort((short) 0x8001)),
        Arguments.of("BF16", Binary.little(4).putShort((short) 0x3F80).putShort((short) 0xC2F7)),
        Arguments.of("FP32", Binary.little(8).putFloat(0.1f).putFloat(-1e30f)),
        Arguments.of("FP64", Binary.little(16).putDouble(0.5).putDouble(-1e30f)));
  }

  @ParameterizedTest
  @MethodSource("everyType")
  @Tag("2a.40")
  void infer_everyDatatype_hasItsSizeAndOrderOfBytes(String type, ByteBuffer bytes) {
    String json =
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"%s\",\"parameters\":"
                .formatted(type)
            + "{\"binary_data_size\":%d}}],\"parameters\":{\"binary_data_output\":true}}"
                .formatted(bytes.capacity());

    Answer answer =
        send("/v2/models/type-" + type.toLowerCase(Locale.ROOT) + "/infer", json, copy(bytes));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(Binary.blob(answer)).isEqualTo(copy(bytes));
  }

  @Test
  @Tag("2a.40")
  void infer_bytesElements_haveALengthOfFourBytesEach() {
    Answer answer = salary(Binary.texts("Prof", "AsstProf"));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.body()).contains("\"data\":[23.5,23.5]");
  }

  @Test
  @Tag("2a.40")
  void infer_bytesElementsThatDoNotFit_areRefused() {
    for (byte[] blob :
        new byte[][] {
          Binary.texts("Prof"),
          Binary.texts("Prof", "Prof", "Prof"),
          {4, 0, 0, 0, 'P', 'r', 'o', 'f', -1, -1, -1, -1},
          {4, 0, 0, 0, 'P', 'r', 'o', 'f', -1, -1, -1, 127},
          {},
          {1, 0, 0, 0, -1, 0, 0, 0, 0},
        }) {
      Answer answer = salary(blob);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    }
  }

  @Test
  @Tag("2a.40")
  void infer_boolOtherThanZeroAndOne_isRefused() {
    String json =
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"BOOL\",\"parameters\":"
            + "{\"binary_data_size\":2}}]}";

    assertThat(send("/v2/models/type-bool/infer", json, new byte[] {1, 2}).body())
        .contains("'x' is BOOL, but holds a byte other than 0 and 1");
  }

  @Test
  @Tag("2a.41")
  void infer_dataAndSize_isRefused() {
    String json = image("", 16).replace("\"shape\"", "\"data\":[1,2,3,4],\"shape\"");

    assertThat(send(IMAGE, json, PIXELS).body())
        .contains("an input has either data or 'binary_data_size'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "\"16\"", "true", "1e300", "9007199254740993"})
  @Tag("2a.41")
  void infer_sizeThatIsNoSize_isRefused(String size) {
    assertThat(send(IMAGE, image("", 16).replace(":16", ":" + size), PIXELS).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999", "-1", "x", "", "1e2", "99999999999999999999", "0x10", " "})
  @Tag("2a.45")
  void infer_headerOutOfTheBody_isRefused(String length) {
    Answer answer =
        served
            .client()
            .send("POST", IMAGE, Binary.body(image("", 16), PIXELS), Binary.LENGTH, length);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("must be from 0 to the length of the body");
  }

  @Test
  @Tag("2a.45")
  void infer_blobWithoutTheHeader_isRefused() {
    Answer answer = served.client().send("POST", IMAGE, Binary.body(image("", 16), PIXELS));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(served.client().post(IMAGE, image("", 16)).body())
        .contains("says it has 16 bytes behind the JSON, but 0 are left");
  }

  @Test
  @Tag("2a.46")
  void infer_tooFewOrTooManyBytes_areRefused() {
    assertThat(send(IMAGE, image("", 16), Binary.floats(1, 2, 3)).body())
        .contains("says it has 16 bytes behind the JSON, but 12 are left");
    assertThat(send(IMAGE, image("", 12), Binary.floats(1, 2, 3)).body())
        .contains("'image' has 12 bytes, but FP32 of the shape [1,1,2,2] takes 16");
    assertThat(send(IMAGE, image("", 16), PIXELS, PIXELS).body())
        .contains("16 bytes follow that belong to no input");
    assertThat(send(IMAGE, image("", Long.MAX_VALUE >> 10), PIXELS).status()).isEqualTo(400);
  }

  @Test
  @Tag("2a.45")
  void infer_headerWithJsonAlone_isJson() {
    String json =
        image("", 16).replace("\"parameters\":{\"binary_data_size\":16}", "\"data\":[1,2,3,4]");

    assertThat(send(IMAGE, json).status()).isEqualTo(200);
  }

  @Test
  @Tag("2a.47")
  void infer_raw_isTheOnlyInputOfBatchOneAndComesBackAsBytes() {
    Answer answer = raw("image", PIXELS);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(Binary.json(answer)).contains("\"shape\":[1,1,2,2]");
    assertThat(Binary.blob(answer)).isEqualTo(PIXELS);
  }

  @Test
  @Tag("2a.47")
  void infer_rawOfOneVariableAxis_fillsIt() {
    Answer answer = raw("seq", Binary.floats(1, 2, 3, 4, 5, 6));

    assertThat(Binary.json(answer)).contains("\"shape\":[1,2,3]");
    assertThat(raw("seq", Binary.floats(1, 2, 3)).status()).isEqualTo(400);
    assertThat(raw("seq", new byte[0]).status()).isEqualTo(400);
  }

  @Test
  @Tag("2a.47")
  void infer_rawOfEncodedColumns_isTheRow() {
    Answer answer = raw("iris", Binary.floats(6, 3, 4, 1));

    assertThat(Binary.blob(answer)).isEqualTo(Binary.floats(0.125f, 0.25f, 0.625f));
  }

  @Test
  @Tag("2a.47")
  void infer_rawOfSeveralInputsOrOtherSize_isRefused() {
    assertThat(raw("pair", PIXELS).body()).contains("a bare tensor is for models of one input");
    assertThat(raw("image", Binary.floats(1, 2, 3)).body())
        .contains("12 bytes are no one instance of FP32 [-1,1,2,2]");
    assertThat(raw("image", Binary.floats(1, 2, 3, 4, 5, 6, 7, 8)).status()).isEqualTo(400);
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.capacity()];
    bytes.duplicate().clear().get(copy);
    return copy;
  }

  private Answer raw(String model, byte[] tensor) {
    return served
        .client()
        .send("POST", "/v2/models/" + model + "/infer", tensor, Binary.LENGTH, "0");
  }

  private Answer send(String path, String json, byte[]... blobs) {
    return served.client().send("POST", path, Binary.body(json, blobs), Binary.headers(json));
  }

  private Answer salary(byte[] ranks) {
    String json =
        "{\"inputs\":[{\"name\":\"rank\",\"shape\":[2,1],\"datatype\":\"BYTES\",\"parameters\":"
            + "{\"binary_data_size\":%d}},".formatted(ranks.length)
            + "{\"name\":\"years\",\"shape\":[2],\"datatype\":\"INT64\",\"data\":[20,20]},"
            + "{\"name\":\"score\",\"shape\":[2,1],\"datatype\":\"FP32\",\"data\":[1.5,1.5]},"
            + "{\"name\":\"tenured\",\"shape\":[2,1],\"datatype\":\"BOOL\",\"data\":[true,true]},"
            + "{\"name\":\"ref\",\"shape\":[2,1],\"datatype\":\"BYTES\",\"data\":[\"a\",\"b\"]}]}";
    return send("/v2/models/salary/infer", json, ranks);
  }
}
