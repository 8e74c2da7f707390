package io.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

final class ReportTest {
  private final Report report =
      new Report(new Machine("a <processor>", 2, "Linux", "17", "abc", "2026-11-24T00:00:00Z"));

  private static final Figures.OverloadCost COST =
      new Figures.OverloadCost(2, 1.9, 0, 1.5, 0.5, 50, "in real time");

  @Test
  void targets_ofNothingMeasured_areNone() {
    assertThat(report.getTargets()).isEmpty();
  }

  @Test
  void targets_ofLoad_areRatiosToTheCeiling() {
    report.getLoad().add(load("ceiling", "iris", 10_000));
    report.getLoad().add(load("sluice", "iris", 8_500));

    assertThat(report.getTargets())
        .containsExactly(
            new Target("iris: share of the plain servlet", ">= 0.80", "0.85", true),
            new Target("iris: times DJL Serving, by shares", ">= 3 x", "3.04 x", true));
  }

  @Test
  void targets_ofOverload_countEveryOtherStatus() {
    report
        .getOverload()
        .add(
            new Figures.Overload(
                "resnet",
                90,
                110,
                10,
                1000,
                1000,
                60,
                95,
                200,
                900,
                1,
                25,
                24,
                Map.of(200, 5700L, 500, 1L),
                500,
                -1,
                COST));

    assertThat(report.getTargets().stream().filter(target -> !target.met()).map(Target::name))
        .containsExactly(
            "resnet at 10x: p99 of refusals",
            "resnet at 10x: outside 200, 429, 503",
            "resnet at 10x: recovery");
  }

  @Test
  void goodShareOfLeft_ofAGeneratorThatTakesAQuarter_isThatOfTheRest() {
    Figures.Overload overload =
        new Figures.Overload(
            "resnet", 110, 90, 10, 1000, 1000, 60, 75, 1, 2, 3, 4, 5, Map.of(), 500, 0, COST);

    assertThat(overload.goodShare()).isEqualTo(0.75);
    assertThat(overload.goodShareOfLeft()).isEqualTo(1);
    assertThat(overload.loadMicros()).isEqualTo(500);
  }

  @Test
  void targets_ofHalfLoad_nameWhatAServerHasThatDoesNothing() {
    report.getHalf().add(new Figures.HalfLoad("iris", "control", 9_000, 0.1, 0.41, 1, 0.4, 0));
    report.getHalf().add(new Figures.HalfLoad("iris", "ceiling", 9_000, 0.1, 9, 9, 9, 0));
    report.getHalf().add(new Figures.HalfLoad("iris", "sluice", 9_000, 0.2, 0.7, 1, 0.4, 0));

    assertThat(report.getTargets())
        .containsExactly(
            new Target(
                "iris: p99 over p50 at half load (control 4.10 x)", "<= 3 x", "3.50 x", false));
  }

  @Test
  void targets_ofCodec_areBytesForEachFurtherValue() {
    report.getCodec().add(new Figures.Codec(4, 1, 1000, 1, 500));
    report.getCodec().add(new Figures.Codec(100_004, 1, 401_000, 1, 600));

    assertThat(report.getTargets()).extracting(Target::found).containsExactly("4 B", "0.00 B");
    assertThat(report.getTargets()).extracting(Target::met).containsExactly(false, true);
  }

  @Test
  void text_ofLoad_showsRatesRatiosAndVerdicts() {
    report.getLoad().add(load("ceiling", "mlp", 9_500));
    report.getLoad().add(load("sluice", "mlp", 4_750));

    assertThat(new ReportText(report).text())
        .contains("mlp", "9,500", "4,750", "0.50", "MISSED")
        .doesNotContain("JSON codec in process");
  }

  @Test
  void chart_ofLoad_isWellFormedAndSaysItsFiguresInWords() throws Exception {
    report.getLoad().add(load("ceiling", "mlp", 9_500));
    report.getLoad().add(load("sluice", "mlp", 7_600));

    String svg = new SvgChart(report).text();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(document.getElementsByTagName("desc").item(0).getTextContent())
        .contains("mlp, 16 conn.: 80 %", "7,600", "9,500");
  }

  @Test
  void json_ofLoad_holdsMachineFiguresAndTargets() {
    report.getLoad().add(load("ceiling", "iris", 10_000));
    report.getLoad().add(load("sluice", "iris", 5_000));

    JsonNode json = new ObjectMapper().valueToTree(report);
    assertThat(json.at("/machine/commit").asText()).isEqualTo("abc");
    assertThat(json.at("/load/1/perSecond").asDouble()).isEqualTo(5_000);
    assertThat(json.at("/targets/0/met").asBoolean(true)).isFalse();
  }

  @Test
  void mean_ofTwoRuns_addsFailures() {
    Figures.Load mean = load("sluice", "iris", 100).mean(load("sluice", "iris", 300));

    assertThat(mean.perSecond()).isEqualTo(200);
    assertThat(mean.failed()).isEqualTo(2);
  }

  @Test
  void rssMebibytes_ofAProcStatus_isItsLine() {
    assertThat(ServedProcess.rssMebibytes("VmHWM:\t 9 kB\nVmRSS:\t  524288 kB\nThreads:\t9\n"))
        .isEqualTo(512);
  }

  private static Figures.Load load(String server, String network, double perSecond) {
    return new Figures.Load(network, Format.JSON, server, 16, perSecond, 1, 2, 3, 50, 500, 1);
  }
}
