package io.sluice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.OverloadException;
import io.sluice.model.ServingException.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OverloadAnswerTest {
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"OVERLOADED", "DEADLINE_EXCEEDED"})
  void body_ofARefusal_isTheProblemThatTheMapperWrites(Kind kind) {
    OverloadException refusal = new OverloadException(kind, "'rent' is " + kind, 3);

    for (String id : new String[] {"4f2a", "a.b:c_d-e"}) {
      byte[] expected = ProblemWriter.bytes(Problem.of(refusal).withRequestId(id));
      assertThat(OverloadAnswer.body(refusal, id)).isEqualTo(expected);
    }
  }
}
