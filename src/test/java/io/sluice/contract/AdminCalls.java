package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.SecuredServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;

/** Calls with the admin's key, whose answers are all held against the contract. */
final class AdminCalls {
  private static final Contract CONTRACT = Contract.ofSource();

  private final SecuredServer server;
  private final Set<String> provoked = new TreeSet<>();

  AdminCalls(SecuredServer server) {
    this.server = server;
  }

  /** A call with a body of a type; without either if the type is empty. */
  HttpResponse<String> ask(
      String operation, int status, String method, String path, String type, String body) {
    HttpRequest.Builder request = server.client().request(path, "X-API-Key", server.adminKey());
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    return check(operation, status, request.method(method, BodyPublishers.ofString(body)).build());
  }

  /** A call that accepts only what no operation gives. */
  void askForAPicture(String operation, String method, String path, String type, String body) {
    HttpRequest request =
        server
            .client()
            .request(path, "X-API-Key", server.adminKey(), "Accept", "image/png")
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body))
            .build();
    check(operation, 406, request);
  }

  /** Any call. */
  HttpResponse<String> check(String operation, int status, HttpRequest request) {
    HttpResponse<String> answer = server.client().send(request);
    assertThat(answer.statusCode()).as(request + " " + answer.body()).isEqualTo(status);
    assertThat(AnswerCheck.problems(CONTRACT.operation(operation), answer))
        .as(answer.body())
        .isEmpty();
    provoked.add(operation + " " + status);
    return answer;
  }

  /** The answers that the contract has of operations, as {@code makeKey 429}, and nobody got. */
  Set<String> unprovoked(Set<String> operations) {
    Set<String> documented = new TreeSet<>();
    for (String id : operations) {
      CONTRACT.operation(id).statuses().forEach(status -> documented.add(id + " " + status));
    }
    documented.removeAll(provoked);
    return documented;
  }
}
