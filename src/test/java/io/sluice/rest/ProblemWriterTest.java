package io.sluice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Range;
import io.sluice.model.Violation.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProblemWriterTest {

  @AfterEach
  void forget() {
    RequestId.set(null);
  }

  @Test
  void bytes_violations_listsEachWithWhatIsAllowed() {
    RequestId.set("r-1");
    List<Violation> violations =
        List.of(
            new Violation("/instances/0/rank", Rule.CATEGORY, "no rank", List.of("A", "B")),
            new Violation("/instances/0/years", Rule.RANGE, "too old", new Range(0, 80.5)),
            new Violation("/top", Rule.RANGE, "too low", new Range(1, Double.POSITIVE_INFINITY)),
            new Violation("/instances/1/x", Rule.TYPE, "no number", "number"),
            new Violation("", Rule.SYNTAX, "\"quoted\"\n", null));

    String json = json(new InvalidInstancesException(Kind.INVALID_INSTANCES, violations, 7));

    assertThat(json)
        .isEqualTo(
            """
            {"type":"urn:sluice:problem:invalid-instances","title":"Invalid instances","status":400,\
            "detail":"7 fields break their rules","requestId":"r-1","errors":[\
            {"pointer":"/instances/0/rank","rule":"category","detail":"no rank","allowed":["A","B"]},\
            {"pointer":"/instances/0/years","rule":"range","detail":"too old","allowed":{"minimum":0,"maximum":80.5}},\
            {"pointer":"/top","rule":"range","detail":"too low","allowed":{"minimum":1}},\
            {"pointer":"/instances/1/x","rule":"type","detail":"no number","allowed":"number"},\
            {"pointer":"","rule":"syntax","detail":"\\"quoted\\"\\n"}],"errorCount":7}""");
  }

  @ParameterizedTest
  @ValueSource(ints = {402, 414, 431, 501, 599})
  void ofStatus_statusOutsideTheContract_isUnnamed(int status) {
    Problem problem = Problem.ofStatus(status);

    assertThat(problem.type()).isEqualTo("about:blank");
    assertThat(problem.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 406, 413, 415, 429, 500, 503})
  void ofStatus_statusOfTheContract_isNamed(int status) {
    Problem problem = Problem.ofStatus(status);

    assertThat(problem.type()).startsWith("urn:sluice:problem:");
    assertThat(problem.status()).isEqualTo(status);
  }

  private static String json(InvalidInstancesException failure) {
    return new String(ProblemWriter.bytes(Problem.of(failure)), StandardCharsets.UTF_8);
  }
}
