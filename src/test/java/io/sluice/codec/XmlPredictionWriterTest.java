package io.sluice.codec;

import static io.sluice.codec.PredictionSamples.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.Prediction;
import io.sluice.model.Tensor;
import io.sluice.model.testing.SignatureSamples;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class XmlPredictionWriterTest {
  private static final String HEAD =
      "<predictions model=\"sample\" version=\"3\" digest=\"%s\">"
          .formatted(PredictionSamples.DIGEST);

  @Test
  void write_quantities_areElementsAndTextIsEscaped() throws IOException {
    assertThat(xml(PredictionSamples.salary(), TopClasses.ALL))
        .isEqualTo(
            HEAD
                + "<prediction><salary>123456.7</salary><labels><ref>r1</ref></labels></prediction>"
                + "<prediction><salary>5</salary><labels><ref>a&lt;b&gt;&amp;\"c,'\u00e9\n</ref>"
                + "</labels></prediction></predictions>");
  }

  @Test
  void write_classes_followTop() throws IOException {
    assertThat(xml(PredictionSamples.iris(), new TopClasses(2)))
        .isEqualTo(
            HEAD
                + "<prediction><label>setosa</label><probability>0.98</probability><probabilities>"
                + "<class label=\"setosa\">0.98</class><class label=\"versicolor\">0.015</class>"
                + "</probabilities></prediction>"
                + "<prediction><label>virginica</label><probability>0.6</probability>"
                + "<probabilities><class label=\"virginica\">0.6</class>"
                + "<class label=\"setosa\">0.2</class></probabilities></prediction></predictions>");
  }

  @Test
  void write_tensor_isAFlatListWithItsShape() throws IOException {
    assertThat(xml(PredictionSamples.image(), TopClasses.ALL))
        .isEqualTo(
            HEAD
                + "<prediction><output shape=\"2 2\">1 2.5 -3E-9 1E10</output></prediction>"
                + "</predictions>");
  }

  @Test
  void write_severalOutputs_areElementsOfTheirNames() throws IOException {
    assertThat(xml(PredictionSamples.pair(), new TopClasses(1)))
        .isEqualTo(
            HEAD
                + "<prediction><species><label>versicolor</label><probability>0.5</probability>"
                + "<probabilities><class label=\"versicolor\">0.5</class></probabilities></species>"
                + "<output shape=\"2 2\">1 2 3 4</output></prediction></predictions>");
  }

  @Test
  void write_characterThatXmlCannotHold_isReplaced() throws IOException {
    Prediction prediction =
        PredictionSamples.of(
            SignatureSamples.salary(),
            Map.of("ref", List.of("a\u0000b\ufffe\ud83d\ude00")),
            Tensor.of(new float[] {1}, 1, 1));
    assertThat(xml(prediction, TopClasses.ALL)).contains("<ref>a\ufffdb\ufffd\ud83d\ude00</ref>");
  }

  private static String xml(Prediction prediction, TopClasses top) throws IOException {
    return written(new XmlPredictionWriter(), prediction, top);
  }
}
