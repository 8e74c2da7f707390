package io.sluice.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.codec.JsonTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reports as JSON: what is in them, and that what is not defined is left out. */
final class ReportTreeTest {

  private static JsonNode json(Map<String, Object> tree) throws IOException {
    return new ObjectMapper().readTree(JsonTree.bytes(tree));
  }

  @Test
  void tree_ofAClassification_hasEveryPart() throws IOException {
    ClassificationReport report =
        ReferenceRows.classification("breast-cancer").report(IntervalOptions.DEFAULT);

    JsonNode json = json(report.tree());

    assertThat(json.get("task").textValue()).isEqualTo("classification");
    assertThat(json.get("positive").textValue()).isEqualTo("malignant");
    assertThat(json.get("rows").longValue()).isEqualTo(113);
    assertThat(json.get("figures").get("rocAuc").doubleValue())
        .isEqualTo(report.figures().value("rocAuc").orElseThrow());
    assertThat(json.get("intervals").get("accuracy").get("method").textValue()).isEqualTo("wilson");
    assertThat(json.get("classes")).hasSize(2);
    JsonNode ranking = json.get("classes").get(1).get("ranking");
    assertThat(ranking.get("roc").get(0)).hasSize(3);
    assertThat(ranking.get("roc").get(0).get(2).isNull()).isTrue();
    assertThat(ranking.get("lift")).hasSize(20);
    assertThat(ranking.get("bestF1").get("f1")).isEqualTo(ranking.get("bestF1").get("value"));
    assertThat(json.get("confusion").get("counts")).hasSize(2);
    assertThat(json.get("topK").get(1).doubleValue()).isEqualTo(1);
    assertThat(json.get("calibration").get("bins").get(0).get("from").doubleValue()).isZero();
    assertThat(json.get("micro").get("rocAuc").isNumber()).isTrue();
  }

  @Test
  void tree_withoutRows_saysSoAndNoMore() throws IOException {
    ClassificationTally tally = new ClassificationTally(List.of("a", "b"), null);

    JsonNode json = json(tally.report(IntervalOptions.DEFAULT).tree());

    assertThat(json.get("rows").longValue()).isZero();
    assertThat(json.get("figures")).isEmpty();
    assertThat(json.get("intervals")).isEmpty();
    assertThat(json.has("calibration")).isFalse();
    assertThat(json.has("topK")).isFalse();
    assertThat(json.get("classes").get(0).has("precision")).isFalse();
    assertThat(json.get("classes").get(0).get("ranking")).isEmpty();
  }

  @Test
  void tree_ofRowsNotKept_hasNoRanking() throws IOException {
    ClassificationTally tally =
        new ClassificationTally(List.of("a", "b"), "b", TallyOptions.CONSTANT_MEMORY);
    tally.add(0, new float[] {0.7f, 0.3f});

    JsonNode json = json(tally.report(IntervalOptions.DEFAULT).tree());

    assertThat(json.get("figures").get("accuracy").doubleValue()).isEqualTo(1);
    assertThat(json.get("classes").get(0).has("ranking")).isFalse();
    assertThat(json.has("micro")).isFalse();
  }

  @Test
  void tree_ofARegression_hasEveryPart() throws IOException {
    RegressionReport report =
        ReferenceRows.regression("quantity").report(IntervalOptions.DEFAULT.withLevel(0.9));

    JsonNode json = json(report.tree());

    assertThat(json.get("task").textValue()).isEqualTo("regression");
    assertThat(json.get("level").doubleValue()).isEqualTo(0.9);
    assertThat(json.get("relativeRows").longValue()).isLessThan(json.get("rows").longValue());
    assertThat(json.get("intervals").get("rmse").get("lower").doubleValue())
        .isLessThan(json.get("figures").get("rmse").doubleValue());
    assertThat(json.get("residuals").get(5).get("share").doubleValue()).isEqualTo(0.5);
    assertThat(json.get("sample")).hasSize(300);
    assertThat(json.get("sample").get(0)).hasSize(2);
  }

  @Test
  void sample_ofManyRows_isAsLargeAsAsked() {
    RegressionTally tally = new RegressionTally();
    for (int i = 0; i < 10_000; i++) {
      tally.add(i, i + 1);
    }

    List<ValuePair> sample = tally.report(IntervalOptions.DEFAULT).sample();

    assertThat(sample).hasSize(500).doesNotHaveDuplicates();
    assertThat(sample.stream().mapToDouble(ValuePair::actual).average().orElseThrow())
        .isBetween(4500.0, 5500.0);
  }

  @Test
  void tree_ofAComparison_namesBothAndTheirDifferences() throws IOException {
    ClassificationComparison classes =
        new ClassificationComparison(List.of("a", "b"), "b", TallyOptions.DEFAULT);
    classes.add(0, new float[] {0.7f, 0.3f}, new float[] {0.4f, 0.6f});
    classes.add(1, new float[] {0.2f, 0.8f}, new float[] {0.1f, 0.9f});
    RegressionComparison values = new RegressionComparison(TallyOptions.DEFAULT);
    values.add(1, 2, 4);

    JsonNode ofClasses = json(classes.tree(IntervalOptions.DEFAULT));
    JsonNode ofValues = json(values.tree(IntervalOptions.DEFAULT));

    assertThat(ofClasses.get("differences").get("accuracy").get("value").doubleValue())
        .isEqualTo(-0.5);
    assertThat(ofClasses.get("mcNemar").get("onlyFirst").longValue()).isEqualTo(1);
    assertThat(ofClasses.get("first").get("accuracy").doubleValue()).isEqualTo(1);
    assertThat(ofValues.get("differences").get("mae").get("value").doubleValue()).isEqualTo(2);
    assertThat(ofValues.get("differences").get("mae").get("significant").booleanValue()).isFalse();
  }

  @Test
  void figure_ofEveryName_isFoundByIt() {
    for (Figure figure : Figure.values()) {
      assertThat(Figure.of(figure.wireName())).contains(figure);
    }
    assertThat(Figure.of("beauty")).isEmpty();
    assertThat(Figure.RMSE.higherIsBetter()).isFalse();
    assertThat(Figure.F1.higherIsBetter()).isTrue();
  }
}
