package io.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class WrkTest {
  private static final String OUTPUT =
      """
      Running 4s test @ http://127.0.0.1:8080/predict
        1 threads and 16 connections
      Requests/sec:  10000.00
      BENCH {"requests":40000,"micros":4000000,"p50":1500,"p99":2500,"p999":9000,"max":12000,\
      "connect":0,"read":1,"write":0,"status":2,"timeout":0}
      """;

  @Test
  void parse_theLineOfTheScript_givesFiguresOfWhatWasNotRefused() throws IOException {
    assertThat(Wrk.parse(OUTPUT)).isEqualTo(new Wrk.Result(40_000, 9_999.5, 1.5, 2.5, 9, 3));
  }

  @Test
  void parse_withoutTheLine_saysWhatWasSaidInstead() {
    assertThatThrownBy(() -> Wrk.parse("unable to connect to 127.0.0.1:1 Connection refused"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Connection refused");
  }
}
