package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.SecuredServer;
import io.sluice.testing.TestPaths;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Row 62: whatever is sent, no answer shows the server's inside. */
final class Row62ErrorsLeakNothingIT {
  private static final int ROUNDS = 40;
  private static final Pattern INSIDE =
      Pattern.compile(
          "Exception|\\bat [a-z]+\\.[a-z.]+\\(|\\.java:|jakarta\\.|org\\.glassfish|com\\.nimbusds"
              + "|com\\.fasterxml|com\\.zaxxer|org\\.h2|jdbc:|\\bSELECT\\b|\\bINSERT\\b|Payara"
              + "|Grizzly|HTTP Status|<html");
  private static final List<String> BODIES =
      List.of(
          "",
          "{",
          "null",
          "[]",
          "{\"label\":1}",
          "{\"label\":\"' OR 1=1 --\",\"roles\":[\"root\"]}",
          "{\"label\":\"a\",\"label\":\"b\",\"roles\":[\"predict\"]}",
          "{\"label\":\"a\",\"roles\":[\"predict\"],\"models\":[\"../../etc/passwd\"]}",
          "{\"label\":\"a\\r\\nb\",\"roles\":[]}",
          "{\"roles\":\"predict\",\"limitPerMinute\":1e99,\"a\":{\"b\":[]}}",
          "{\"instances\":" + "[".repeat(2000));
  private static final List<String> TARGETS =
      List.of(
          "/api/v1/keys",
          "/api/v1/keys/'%20OR%201=1",
          "/api/v1/keys/..%2f..%2fetc",
          "/api/v1/models/iris/predict",
          "/api/v1/models/%00/predict",
          "/api/v1/models/iris/versions/99999999999/predict",
          "/api/v1/predict_iris?top=-1",
          "/%61pi/v1/keys",
          "/api/v1/none;jsessionid=1",
          "/none");
  private static final SecuredServer SERVER = SecuredServer.shared();

  @Test
  void answers_toWhateverIsSent_showNothingOfTheInside() {
    Random random = new Random(62);
    List<String> credentials =
        new ArrayList<>(List.of(SERVER.adminKey(), "slk_", "\u00e9", "x".repeat(4000), "a b"));
    List<String> leaks = new ArrayList<>();
    int answers = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (String target : TARGETS) {
        String method = pick(List.of("GET", "POST", "PUT", "DELETE", "PATCH"), random);
        boolean token = random.nextInt(3) == 0;
        HttpRequest request =
            SERVER
                .client()
                .request(
                    target,
                    token ? "Authorization" : "X-API-Key",
                    token ? "Bearer " + noise(random) : pick(credentials, random),
                    "Content-Type",
                    pick(List.of("application/json", "text/csv", "a/b", "application/xml"), random))
                .method(method, BodyPublishers.ofString(pick(BODIES, random)))
                .build();
        HttpResponse<String> answer = SERVER.client().send(request);
        answers++;
        if (answer.statusCode() >= 400 && leaks(answer.body())) {
          leaks.add(method + " " + target + ": " + answer.body());
        }
        if (answer.statusCode() == 500) {
          leaks.add(method + " " + target + ": 500");
        }
      }
    }

    System.getLogger("row62")
        .log(System.Logger.Level.INFO, "row 62: {0} answers, {1} leaks", answers, leaks.size());
    assertThat(leaks).isEmpty();
  }

  private static boolean leaks(String body) {
    return INSIDE.matcher(body).find()
        || body.contains(TestPaths.basedir().toString())
        || body.contains(SERVER.adminKey());
  }

  private static String noise(Random random) {
    String[] parts = SERVER.tokens().rs256(SERVER.tokens().claims("predict")).split("\\.", -1);
    int part = random.nextInt(3);
    parts[part] = parts[part].substring(random.nextInt(parts[part].length()));
    return String.join(".", parts);
  }

  private static <T> T pick(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
