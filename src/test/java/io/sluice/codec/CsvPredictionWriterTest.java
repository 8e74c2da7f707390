package io.sluice.codec;

import static io.sluice.codec.PredictionSamples.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.Prediction;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class CsvPredictionWriterTest {

  @Test
  void write_quantities_standBehindTheQuotedTextLabels() throws IOException {
    assertThat(csv(PredictionSamples.salary(), TopClasses.ALL))
        .isEqualTo("ref,salary\r\nr1,123456.7\r\n\"a<b>&\"\"c,'\u00e9\n\",5\r\n");
  }

  @Test
  void write_classes_haveOneColumnEachAndAreEmptyOutsideTheTop() throws IOException {
    String header =
        "label,probability,probability_setosa,probability_versicolor,probability_virginica\r\n";
    assertThat(csv(PredictionSamples.iris(), TopClasses.ALL))
        .isEqualTo(header + "setosa,0.98,0.98,0.015,0.005\r\nvirginica,0.6,0.2,0.2,0.6\r\n");
    assertThat(csv(PredictionSamples.iris(), new TopClasses(1)))
        .isEqualTo(header + "setosa,0.98,0.98,,\r\nvirginica,0.6,,,0.6\r\n");
  }

  @Test
  void write_tensor_spreadsOverNumberedColumns() throws IOException {
    assertThat(csv(PredictionSamples.image(), TopClasses.ALL))
        .isEqualTo("output_0,output_1,output_2,output_3\r\n1,2.5,-3E-9,1E10\r\n");
  }

  @Test
  void write_severalOutputs_prefixTheirColumns() throws IOException {
    assertThat(csv(PredictionSamples.pair(), TopClasses.ALL))
        .isEqualTo(
            "species.label,species.probability,species.probability_setosa,"
                + "species.probability_versicolor,species.probability_virginica,"
                + "output.output_0,output.output_1,output.output_2,output.output_3\r\n"
                + "versicolor,0.5,0.25,0.5,0.25,1,2,3,4\r\n");
  }

  private static String csv(Prediction prediction, TopClasses top) throws IOException {
    return written(new CsvPredictionWriter(), prediction, top);
  }
}
