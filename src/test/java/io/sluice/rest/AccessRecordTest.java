package io.sluice.rest;

import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class AccessRecordTest {

  @Test
  void members_answeredRequest_areAllFacts() {
    AccessRecord line =
        new AccessRecord(
            "r-1", "POST", "/api/v1/models/{model}/predict", id("rent", 2), 200, 1.25, 98);

    assertThat(line.members())
        .containsExactly(
            entry("requestId", "r-1"),
            entry("method", "POST"),
            entry("route", "/api/v1/models/{model}/predict"),
            entry("model", "rent"),
            entry("version", "2"),
            entry("status", 200),
            entry("durationMillis", 1.25),
            entry("bytes", 98L));
    assertThat(line)
        .hasToString(
            "POST /api/v1/models/{model}/predict 200 1.25 ms 98 bytes, model rent/2, request r-1");
  }

  @Test
  void members_requestThatReachedNothing_haveNoModelAndSaySo() {
    AccessRecord line = new AccessRecord("r-1", "GET", "", null, 404, 1, 0);

    assertThat(line.members()).containsEntry("route", "unmatched").doesNotContainKey("model");
    assertThat(line.toString()).contains("unmatched 404", "no model");
  }

  @Test
  void method_textThatForgesALine_isNotRepeated() {
    AccessRecord line = new AccessRecord("r-1", "GET\nPOST /forged 200", "", null, 400, 1, 0);

    assertThat(line.members()).containsEntry("method", "OTHER");
    assertThat(line.toString()).doesNotContain("\n", "forged");
  }
}
