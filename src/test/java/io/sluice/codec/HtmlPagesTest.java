package io.sluice.codec;

import static io.sluice.codec.PredictionSamples.written;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.Prediction;
import io.sluice.model.Tensor;
import io.sluice.model.testing.SignatureSamples;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class HtmlPagesTest {
  private static final Map<String, List<String>> ASKED =
      Map.of("rank", List.of("Prof"), "years", List.of("\"><script>alert(1)</script>"));
  private static final Pattern STYLE = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL);

  @Test
  void predictionPage_ofOneInstance_showsResultVersionAndDigest() throws IOException {
    String page = page(firstRow(), ASKED);
    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
        .contains("<h1>sample</h1>", "Version 3", PredictionSamples.DIGEST)
        .contains("<dt>Salary</dt><dd><strong>123,456.7</strong> USD</dd>")
        .contains("<span>ref</span> <strong>a&lt;b&gt;&amp;&quot;c,&#39;\u00e9\n</strong>");
  }

  @Test
  void predictionPage_ofClasses_drawsABarForEach() throws IOException {
    Prediction one =
        PredictionSamples.of(
            SignatureSamples.iris(),
            Map.of(),
            Tensor.of(new float[] {0.98f, 0.0199f, 0.0001f}, 1, 3));
    assertThat(page(one, Map.of()))
        .contains("<strong>setosa</strong> <span>98.0 %</span>")
        .contains("<rect width=\"98%\"", "&lt; 0.1 %", "title=\"0.0199\"")
        .containsPattern("setosa</th>.*versicolor</th>.*virginica</th>");
    assertThat(written(new HtmlPredictionWriter(Map.of()), one, new TopClasses(1)))
        .doesNotContain("versicolor</th>");
  }

  @Test
  void predictionPage_ofManyInstances_isATable() throws IOException {
    assertThat(page(PredictionSamples.iris(), Map.of()))
        .contains("<th scope=\"row\">1</th><td>setosa</td>")
        .contains("<th scope=\"row\">2</th><td>virginica</td>");
    assertThat(page(PredictionSamples.salary(), Map.of()))
        .contains("<th scope=\"col\">Salary (USD)</th>", "<td class=\"number\">123,456.7</td>");
  }

  @Test
  void predictionPage_ofTensors_listsValuesUpToABound() throws IOException {
    assertThat(page(PredictionSamples.pair(), Map.of()))
        .contains("<h3>species</h3>", "<h3>output</h3>", "[2,2]", ">1 2 3 4</pre>");
    Prediction large =
        PredictionSamples.of(
            SignatureSamples.image(), Map.of(), Tensor.of(new float[1500], 1, 1500));
    assertThat(page(large, Map.of())).contains("0 0 ... and 500 more</pre>");
  }

  @Test
  void form_hasOneControlAField() throws IOException {
    String page = page(firstRow(), ASKED);
    assertThat(page)
        .contains("<form method=\"get\">")
        .contains("<label for=\"field-rank\">Rank</label><select id=\"field-rank\" name=\"rank\"")
        .contains("<option value=\"Prof\" selected>Prof</option>")
        .contains("<p class=\"hint\" id=\"field-rank-hint\">The academic rank.</p>")
        .contains("type=\"number\" step=\"1\" min=\"0\" max=\"80\"")
        .contains("type=\"number\" step=\"any\" min=\"-1.5\" max=\"10\"", "-1.5 to 10 cm")
        .contains("<option value=\"true\">true</option>")
        .contains("type=\"text\" maxlength=\"8\"")
        .contains(" required ")
        .doesNotContain("name=\"top\"");
    assertThat(page(PredictionSamples.image(), Map.of("image", List.of("1,2,3,4"))))
        .containsPattern("<textarea id=\"field-image\" name=\"image\"[^>]*>1,2,3,4</textarea>");
    assertThat(page(PredictionSamples.iris(), Map.of("top", List.of("2"))))
        .containsPattern("<input[^>]* name=\"top\"[^>]* value=\"2\">");
  }

  @Test
  void form_withDefaults_isFilledWithThemAndOptional() throws IOException {
    Prediction prediction =
        PredictionSamples.of(
            SignatureSamples.withDefaults(),
            Map.of("ref", List.of("")),
            Tensor.of(new float[] {1}, 1, 1));
    assertThat(page(prediction, Map.of("score", List.of(""))))
        .contains("<option value=\"high\" selected>high</option>", "value=\"7\"")
        .contains("<option value=\"true\" selected>true</option>", "value=\"none\"")
        .contains("<small>optional</small>")
        .doesNotContain(" required", "value=\"2.5\"");
  }

  @Test
  void everyPage_holdsNoScriptNoForeignAssetAndItsOwnStyleOnly() throws Exception {
    for (String page : List.of(page(firstRow(), ASKED), page(PredictionSamples.iris(), ASKED))) {
      assertThat(page)
          .doesNotContain("<script", " style=", "http:", "https:", "src=", "javascript:", "@import")
          .doesNotContainPattern(" on[a-z]+=");
      Matcher style = STYLE.matcher(page);
      assertThat(style.find()).isTrue();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(UTF_8));
      assertThat(HtmlPage.contentSecurityPolicy())
          .contains("default-src 'none'")
          .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    }
  }

  @Test
  void everyPage_isWellNested() throws IOException {
    for (String page :
        List.of(
            page(firstRow(), ASKED),
            page(PredictionSamples.iris(), ASKED),
            page(PredictionSamples.pair(), ASKED))) {
      List<String> open = new ArrayList<>();
      Matcher tags = Pattern.compile("<(/?)([a-z0-9]+)[^>]*>").matcher(page);
      while (tags.find()) {
        if (!tags.group(1).isEmpty()) {
          assertThat(open.remove(open.size() - 1)).isEqualTo(tags.group(2));
        } else if (!List.of("meta", "input").contains(tags.group(2))) {
          open.add(tags.group(2));
        }
      }
      assertThat(open).isEmpty();
    }
  }

  private static Prediction firstRow() {
    return PredictionSamples.of(
        SignatureSamples.salary(),
        Map.of("ref", List.of("a<b>&\"c,'\u00e9\n")),
        Tensor.of(new float[] {123456.7f}, 1, 1));
  }

  private static String page(Prediction prediction, Map<String, List<String>> asked)
      throws IOException {
    return written(new HtmlPredictionWriter(asked), prediction, TopClasses.ALL);
  }
}
