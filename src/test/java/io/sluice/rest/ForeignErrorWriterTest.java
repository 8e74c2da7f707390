package io.sluice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.InvalidInstancesException;
import io.sluice.model.OverloadException;
import io.sluice.model.ProtocolException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the clients of foreign protocols are told. */
final class ForeignErrorWriterTest {
  @ParameterizedTest
  @CsvSource({
    "/v2,true",
    "/v2/,true",
    "/v2/models/iris/infer,true",
    "/v1,true",
    "/v1/models/iris:predict,true",
    "/v3,false",
    "/v22,false",
    "/v1x/a,false",
    "/api/v1/models,false",
    "/,false",
    "/%762,false",
    "'',false",
  })
  void covers_path_isDecidedByItsBeginning(String uri, boolean foreign) {
    assertThat(ForeignErrorWriter.covers(uri)).isEqualTo(foreign);
  }

  @Test
  void bytes_oneViolation_saysWhereItIs() {
    Violation violation = new Violation("/inputs/0/data/3", Rule.RANGE, "is out of range", null);
    InvalidInstancesException failure =
        new InvalidInstancesException(Kind.INVALID_INSTANCES, List.of(violation), 1);

    assertThat(json(failure))
        .isEqualTo(
            "{\"error\":\"/inputs/0/data/3: is out of range\",\"requestId\":\"\",\"errors\":["
                + "{\"pointer\":\"/inputs/0/data/3\",\"rule\":\"range\","
                + "\"detail\":\"is out of range\"}],\"errorCount\":1}");
  }

  @Test
  void bytes_severalViolations_saysHowManyAndTheFirst() {
    Violation violation = new Violation("/inputs", Rule.MISSING, "'x' is missing", null);
    InvalidInstancesException failure =
        new InvalidInstancesException(Kind.INVALID_INSTANCES, List.of(violation, violation), 7);

    assertThat(json(failure))
        .startsWith(
            "{\"error\":\"7 fields break their rules; the first: /inputs: 'x' is missing\"");
  }

  @ParameterizedTest
  @CsvSource({"OVERLOADED,503", "DEADLINE_EXCEEDED,504", "TOO_MANY_REQUESTS,429"})
  void tellForeign_refusal_hasTheStatusThatTheProtocolsKnow(Kind kind, int status) {
    Problem problem = Failures.tellForeign(new OverloadException(kind, "busy", 7));

    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.retryAfterSeconds()).isEqualTo(7);
  }

  @Test
  void tellForeign_rulesOfAProtocol_haveTheirStatusAndWords() {
    Problem problem = Failures.tellForeign(new ProtocolException(501, "not spoken here"));

    assertThat(problem.status()).isEqualTo(501);
    assertThat(problem.detail()).isEqualTo("not spoken here");
    assertThat(Failures.tellForeign(new IllegalStateException("secret")).detail())
        .isEqualTo("The server failed. The log says why, under this request id.");
  }

  private static String json(RuntimeException failure) {
    return new String(
        ForeignErrorWriter.bytes(Failures.tellForeign(failure)), StandardCharsets.UTF_8);
  }
}
