package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.testing.SecuredServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Row 57: whoever is bound to one model asks for what is another's, in every way there is. */
final class Row57OtherTenantIT {
  private static final List<String> PATHS =
      List.of(
          "GET /models/{m}",
          "GET /models/{m}/versions",
          "GET /models/{m}/versions/1",
          "GET /models/{m}/versions/9",
          "GET /models/{m}/versions/one",
          "GET /models/{m}/openapi.json",
          "GET /models/{m}/predict?x=1",
          "GET /models/{m}/versions/1/predict?x=1",
          "GET /models/{m}/aliases/production/predict?x=1",
          "GET /predict_{m}?x=1",
          "POST /models/{m}/predict",
          "POST /models/{m}/predict?top=1",
          "POST /models/{m}/versions/1/predict",
          "POST /models/{m}/aliases/production/predict",
          "POST /predict_{m}",
          "POST /predict_{m}?top=1");

  /** What only an administrator may, and one who is bound only within his models. */
  private static final List<String> CHANGES =
      List.of(
          "GET /models/{m}/aliases/production",
          "GET /models/{m}/history",
          "PUT /models/{m}/aliases/canary",
          "DELETE /models/{m}/aliases/canary",
          "DELETE /models/{m}/versions/1",
          "PUT /models/{m}/versions/7",
          "POST /models/{m}/versions",
          "POST /models/{m}/rollback");

  private static final SecuredServer SERVER = SecuredServer.shared();

  @Test
  void othersModels_everyPath_areAsIfTheyWereNot() {
    String roles = "\"roles\":[\"predict\",\"model-admin\",\"feedback\",\"auditor\"],";
    String iris = key(roles + "\"models\":[\"iris\"]");
    String salary = key(roles + "\"models\":[\"salary\"]");
    List<String> leaks = new ArrayList<>();
    int asked = 0;
    for (String path : Stream.concat(PATHS.stream(), CHANGES.stream()).toList()) {
      for (List<String> pair : List.of(List.of(iris, "salary"), List.of(salary, "iris"))) {
        asked++;
        HttpResponse<String> hidden = ask(path, pair.get(1), pair.get(0));
        HttpResponse<String> absent = ask(path, "nosuch", pair.get(0));
        if (hidden.statusCode() != 404
            || absent.statusCode() != 404
            || !plain(hidden, pair.get(1)).equals(plain(absent, "nosuch"))) {
          leaks.add(path + ": " + hidden.body() + " and not " + absent.body());
        }
      }
    }

    System.getLogger("row57")
        .log(System.Logger.Level.INFO, "row 57: {0} swaps, {1} leaks", asked, leaks.size());
    assertThat(leaks).isEmpty();
    assertThat(ask("GET /models/{m}", "iris", iris).statusCode()).isEqualTo(200);
  }

  @Test
  void lists_ofABoundKey_holdItsModelOnly() {
    String iris = key("\"roles\":[\"predict\"],\"models\":[\"iris\"]");

    String models = SERVER.client().get("/api/v1/models", "X-API-Key", iris).body();

    assertThat(models).contains("\"name\":\"iris\"").doesNotContain("salary", "digits");
  }

  @Test
  void keys_ofABoundAdministrator_staySmallerThanHis() {
    String admin = key("\"roles\":[\"model-admin\",\"predict\"],\"models\":[\"iris\"]");
    JsonNode others = SERVER.makeKey("\"roles\":[\"predict\"],\"models\":[\"salary\"]");
    JsonNode all = SERVER.makeKey("\"roles\":[\"predict\"]");

    assertThat(make(admin, "\"roles\":[\"auditor\"]").statusCode()).isEqualTo(403);
    assertThat(make(admin, "\"roles\":[\"predict\"],\"models\":[\"salary\"]").statusCode())
        .isEqualTo(403);
    assertThat(make(admin, "\"roles\":[\"predict\"]").body())
        .as("named none: his own")
        .contains("\"models\":[\"iris\"]");
    String listed = SERVER.client().get("/api/v1/keys", "X-API-Key", admin).body();
    assertThat(listed).doesNotContain(others.path("id").asText(), all.path("id").asText());
    assertThat(SERVER.endKey(others.path("id").asText(), admin)).isEqualTo(404);
    assertThat(SERVER.endKey(all.path("id").asText(), admin)).isEqualTo(404);
    assertThat(SERVER.endKey("0000000000000000", admin)).isEqualTo(404);
    assertThat(ask("GET /models/{m}", "salary", others.path("key").asText()).statusCode())
        .isEqualTo(200);
  }

  private static HttpResponse<String> make(String with, String roles) {
    return SERVER
        .client()
        .post(
            "/api/v1/keys",
            "application/json",
            "{\"label\":\"a tenant\"," + roles + "}",
            "X-API-Key",
            with);
  }

  private static String key(String roles) {
    return SERVER.makeKey(roles).path("key").asText();
  }

  private static HttpResponse<String> ask(String path, String model, String key) {
    String target = "/api/v1" + path.substring(path.indexOf('/')).replace("{m}", model);
    String method = path.substring(0, path.indexOf(' '));
    HttpRequest.Builder request =
        SERVER.client().request(target, "X-API-Key", key, "Accept", "application/json");
    if (method.equals("GET") || method.equals("DELETE")) {
      return SERVER.client().send(request.method(method, BodyPublishers.noBody()).build());
    }
    String type = path.matches(".*/versions(/\\d+)?") ? "application/zip" : "application/json";
    return SERVER
        .client()
        .send(
            request
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString("{\"instances\":[{\"x\":1}]}"))
                .build());
  }

  private static String plain(HttpResponse<String> answer, String model) {
    return answer.body().replace(model, "*").replaceAll("\"requestId\":\"[^\"]*\"", "");
  }
}
