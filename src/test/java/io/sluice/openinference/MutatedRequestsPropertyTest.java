package io.sluice.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.testing.ServletClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * However a request is damaged, its status is one that the protocol's page documents, and never a
 * failure of the server.
 */
final class MutatedRequestsPropertyTest {
  private static final Set<Integer> DOCUMENTED = Set.of(200, 400, 404, 405, 413, 415, 501, 503);
  private static final Served SERVED = new Served();
  private static final byte[] TELLING =
      "{}[]\",:.-+eE0123456789 \n\\u\u00efnulltrueNaNInfinity\u0000\u00c0\u00ed\u00a0\u00ff%/"
          .getBytes(StandardCharsets.ISO_8859_1);
  private static final List<String> WORDS =
      List.of(
          "2147483647",
          "-1",
          "1e999",
          "4294967296",
          "9007199254740993",
          "null",
          "NaN",
          "-Infinity",
          "[]",
          "{}",
          "\"\"",
          "\"\\ud800\"",
          "true",
          "[[[[[[[[[[[[",
          "0.5",
          "\"BYTES\"",
          "\"FP16\"",
          "\"binary_data_size\":4,",
          "\"classification\":3,",
          "\"data\":[1],",
          "\"shape\":[0],");
  private static final String PAIR =
      "{\"id\":\"7\",\"parameters\":{\"binary_data_output\":true,\"timeout\":1000000},\"inputs\":["
          + "{\"name\":\"a\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[1,2]},"
          + "{\"name\":\"a_1\",\"shape\":[1,2,2],\"datatype\":\"FP32\","
          + "\"parameters\":{\"binary_data_size\":16}}],\"outputs\":[{\"name\":\"species\","
          + "\"parameters\":{\"classification\":2}},{\"name\":\"output\"}]}";
  private static final String SALARY =
      "{\"inputs\":[{\"name\":\"rank\",\"shape\":[1,1],\"datatype\":\"BYTES\",\"data\":[\"Prof\"]},"
          + "{\"name\":\"years\",\"shape\":[1,1],\"datatype\":\"INT64\",\"data\":[20]},"
          + "{\"name\":\"score\",\"shape\":[1,1],\"datatype\":\"FP64\",\"data\":[[1.5]]},"
          + "{\"name\":\"tenured\",\"shape\":[1,1],\"datatype\":\"BOOL\",\"data\":[true]},"
          + "{\"name\":\"ref\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]}";

  @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
  void infer_damaged_isAnsweredOrRefused(@ForAll Random random) {
    boolean pair = random.nextBoolean();
    String json = pair ? PAIR : SALARY;
    byte[] body = pair ? Binary.body(json, Binary.floats(1, 2, 3, 4)) : Binary.body(json);
    int length = json.length();
    if (random.nextInt(4) == 0) {
      String word = WORDS.get(random.nextInt(WORDS.size()));
      int at = random.nextInt(json.length());
      int to = Math.min(json.length(), at + random.nextInt(6));
      json = json.substring(0, at) + word + json.substring(to);
      body = pair ? Binary.body(json, Binary.floats(1, 2, 3, 4)) : Binary.body(json);
      length = json.length();
    } else {
      body = damaged(body, random);
    }
    String said =
        switch (random.nextInt(6)) {
          case 0 -> Integer.toString(random.nextInt(body.length + 2));
          case 1 -> WORDS.get(random.nextInt(WORDS.size()));
          default -> Integer.toString(length);
        };
    check(
        "POST",
        "/v2/models/" + (pair ? "pair" : "salary") + "/infer",
        body,
        Binary.LENGTH,
        said,
        random.nextInt(8) == 0 ? "Content-Encoding" : "X",
        random.nextBoolean() ? "gzip" : "deflate",
        random.nextInt(8) == 0 ? "Content-Type" : "Y",
        new String(
            damaged("application/json".getBytes(StandardCharsets.ISO_8859_1), random),
            StandardCharsets.ISO_8859_1),
        random.nextInt(16) == 0 ? "X-Request-Deadline-Ms" : "Z",
        WORDS.get(random.nextInt(WORDS.size())));
  }

  @Property(tries = 5000, shrinking = ShrinkingMode.OFF)
  void infer_rawBytes_areAnsweredOrRefused(@ForAll Random random) {
    String[] models = {"image", "seq", "iris", "pair", "salary", "type-int64", "type-fp16"};
    byte[] body = new byte[random.nextInt(40)];
    random.nextBytes(body);
    check(
        "POST",
        "/v2/models/" + models[random.nextInt(models.length)] + "/infer",
        body,
        Binary.LENGTH,
        "0");
  }

  @Property(tries = 5000, shrinking = ShrinkingMode.OFF)
  void anyPath_damaged_isAnsweredOrRefused(@ForAll Random random) {
    String[] paths = {
      "/v2/models/iris/versions/1/infer",
      "/v2/models/iris",
      "/v2/health/live",
      "/v2/repository/other/index",
      "/v2/models/loading/ready"
    };
    byte[] path = paths[random.nextInt(paths.length)].getBytes(StandardCharsets.ISO_8859_1);
    // A request line has no byte that is no character of a URI.
    String asked =
        new String(damaged(path, random), StandardCharsets.ISO_8859_1).replaceAll("[^!-~]", "%");
    String[] methods = {"GET", "POST", "HEAD", "OPTIONS", "DELETE", "PUT", "X"};
    check(methods[random.nextInt(methods.length)], "/v2" + asked, new byte[0]);
  }

  private static void check(String method, String path, byte[] body, String... headers) {
    Answer answer = SERVED.client().send(method, path, body, headers);
    assertThat(DOCUMENTED).as(answer.toString()).contains(answer.status());
    if (answer.status() != 200 && !method.equals("HEAD")) {
      JsonNode error = Served.json(answer).path("error");
      assertThat(error.isTextual()).as(answer.toString()).isTrue();
      assertThat(error.asText()).doesNotContain("Exception", "io.sluice");
    }
    // Only what is not there yet, or not spoken here.
    if (answer.status() >= 500) {
      assertThat(path).containsAnyOf("repository", "loading", "broken");
    }
  }

  private static byte[] damaged(byte[] body, Random random) {
    byte[] damaged = body.clone();
    for (int i = random.nextInt(3); i >= 0 && damaged.length > 0; i--) {
      int at = random.nextInt(damaged.length);
      byte telling = TELLING[random.nextInt(TELLING.length)];
      switch (random.nextInt(4)) {
        case 0 -> damaged[at] = telling;
        case 1 -> damaged = Arrays.copyOf(damaged, at);
        case 2 -> {
          byte[] longer = new byte[damaged.length + 1];
          System.arraycopy(damaged, 0, longer, 0, at);
          longer[at] = telling;
          System.arraycopy(damaged, at, longer, at + 1, damaged.length - at);
          damaged = longer;
        }
        default -> {
          byte[] shorter = Arrays.copyOf(damaged, damaged.length - 1);
          System.arraycopy(damaged, at + 1, shorter, at, damaged.length - at - 1);
          damaged = shorter;
        }
      }
    }
    return damaged;
  }
}
