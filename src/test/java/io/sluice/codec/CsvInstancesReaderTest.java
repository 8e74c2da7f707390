package io.sluice.codec;

import static io.sluice.codec.Readings.CSV;
import static io.sluice.codec.Readings.broken;
import static io.sluice.codec.Readings.faults;
import static io.sluice.codec.Readings.read;
import static io.sluice.codec.Readings.refused;
import static io.sluice.codec.Readings.values;
import static io.sluice.model.testing.SignatureSamples.image;
import static io.sluice.model.testing.SignatureSamples.iris;
import static io.sluice.model.testing.SignatureSamples.pair;
import static io.sluice.model.testing.SignatureSamples.salary;
import static io.sluice.model.testing.SignatureSamples.sequence;
import static io.sluice.model.testing.SignatureSamples.withDefaults;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.InputField;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelSignature;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvInstancesReaderTest {
  private static final String HEADER = "rank,years,score,tenured,ref\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ref,tenured,score,years,rank\nr1,true,0.5,19,Prof\n r2 ,false,-1.5,1.0,AsstProf\n",
        "rank,years,score,tenured,ref\r\nProf,19,+.5,true,r1\r\nAsstProf,1,-15e-1,false, r2 ",
        """
        \ufeff"rank", years ,score,tenured,"ref"

        Prof,19,"0.5",true,"r1"
        AsstProf,1,-1.5,false," r2 "

        """
      })
  void read_table_isEncodedWhateverItsColumnOrderAndLineEnds(String body) {
    Instances instances = read(CSV, salary(), body);

    assertThat(instances.inputs().get(0).shape()).containsExactly(2, 6);
    assertThat(values(instances.inputs().get(0)))
        .containsExactly(0, 0, 1, 19, 0.5f, 1, 1, 0, 0, 1, -1.5f, 0);
    assertThat(instances.labels()).containsEntry("ref", List.of("r1", " r2 "));
  }

  @Test
  void read_quotedCell_mayHoldCommaQuoteAndLineEnd() {
    Instances instances = read(CSV, salary(), HEADER + "Prof,19,0.5,true,\"a,\"\"b\n\u00e9\"\n");
    assertThat(instances.labels()).containsEntry("ref", List.of("a,\"b\n\u00e9"));
  }

  @Test
  void read_columnOrCellLeftOut_takesTheDefault() {
    Instances instances = read(CSV, withDefaults(), "score,ref\n,x\n1,\n");
    assertThat(values(instances.inputs().get(0))).containsExactly(1, 7, 2.5f, 1, 1, 7, 1, 1);
    assertThat(instances.labels()).containsEntry("ref", List.of("x", "none"));
  }

  @Test
  void read_wrongHeader_isReportedOnceAndTheRestGoesOn() {
    String body =
        "rank,years,years,wage,ref,score\nProf,1,2,3,r,0\nDean,1,2,3,r,99\nProf,,2,3,r,1\n";
    assertThat(faults(CSV, salary(), body))
        .containsExactly(
            "/instances/0/years duplicate",
            "/instances/0/wage unknown",
            "/instances/0/tenured missing",
            "/instances/1/rank category",
            "/instances/1/score range",
            "/instances/2/years missing");
  }

  @Test
  void read_wrongCells_areReportedByRow() {
    assertThat(faults(CSV, salary(), HEADER + "Dean,1.5,high,yes,123456789\nProf,1,1e39,true,r\n"))
        .containsExactly(
            "/instances/0/rank category",
            "/instances/0/years type",
            "/instances/0/score type",
            "/instances/0/tenured type",
            "/instances/0/ref too-long",
            "/instances/1/score finite");
  }

  @Test
  void read_raggedRow_isOneFaultOfItsInstance() {
    InvalidInstancesException refusal =
        refused(CSV, iris(), header(iris()) + "1,2,3\n1,2,3,4,5\n1,2,3,x\n");
    assertThat(faults(refusal))
        .containsExactly(
            "/instances/0 shape", "/instances/1 shape", "/instances/2/petal_width type");
    assertThat(refusal.violations().get(0).detail())
        .isEqualTo("has 3 cells where the header has 4");
  }

  @Test
  void read_tensorColumns_areInOrderOfTheirNumbers() {
    Instances instances = read(CSV, image(), "image_1,image_0,image_3,image_2\n2,1,4, 3 \n");
    assertThat(instances.inputs().get(0).shape()).containsExactly(1, 1, 2, 2);
    assertThat(values(instances.inputs().get(0))).containsExactly(1, 2, 3, 4);
  }

  @Test
  void read_severalTensors_areToldApartByTheLastNumber() {
    Instances instances = read(CSV, pair(), "a_0,a_1,a_1_0,a_1_1,a_1_2,a_1_3\n5,6,1,2,3,4\n");
    assertThat(values(instances.inputs().get(0))).containsExactly(5, 6);
    assertThat(values(instances.inputs().get(1))).containsExactly(1, 2, 3, 4);
  }

  @Test
  void read_variableAxis_takesAsManyColumnsAsThereAre() {
    Instances instances =
        read(CSV, sequence(), "seq_0,seq_1,seq_2,seq_3,seq_4,seq_5\n1,2,3,4,5,6\n");
    assertThat(instances.inputs().get(0).shape()).containsExactly(1, 2, 3);
    assertThat(faults(CSV, sequence(), "seq_0,seq_1,seq_2\n1,2,3\n"))
        .containsExactly("/instances/0/seq shape");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image_0,image_1,image_3|/instances/0/image missing",
        "image_0,image_1,image_2,image_3,image_4|/instances/0/image_4 unknown",
        "image_0,image_1,image_2,image_3,image_3|/instances/0/image_3 duplicate",
        "image_0,image_1,image_2,image_3,image_03|/instances/0/image_03 unknown",
        "image_0,image_1,image_2,image_3,other_0|/instances/0/other_0 unknown",
        "image_0,image_1,image_2,image_3,a/b|/instances/0/a~1b unknown"
      })
  void read_wrongTensorColumns_areReportedOnce(String header, String fault) {
    String row = "\n" + "1,".repeat(header.split(",").length - 1) + "1";
    assertThat(faults(CSV, image(), header + row + row)).containsExactly(fault);
  }

  @Test
  void read_noTensorColumn_isMissing() {
    assertThat(faults(CSV, image(), "x\n1\n2\n"))
        .containsExactly("/instances/0/x unknown", "/instances/0/image missing");
    assertThat(faults(CSV, sequence(), "x\n1\n2\n"))
        .containsExactly("/instances/0/x unknown", "/instances/0/seq missing");
  }

  @ParameterizedTest
  @CsvSource({"x,type", "'',type", "NaN,type", "1e999,finite", "17,range", "0x1p3,type"})
  void read_wrongElement_isAFaultOfTheTensor(String cell, String rule) {
    String body = "image_0,image_1,image_2,image_3\n1,2,3," + cell + "\n";
    assertThat(faults(CSV, image(), body)).containsExactly("/instances/0/image " + rule);
  }

  @Test
  void read_noRow_isMissing() {
    assertThat(faults(CSV, iris(), header(iris()))).containsExactly("/instances missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "a,\"b\nc", "a,\"b\"c\n1,2\n"})
  void read_notATable_isMalformed(String body) {
    InvalidInstancesException refusal = refused(CSV, iris(), body);
    assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED_BODY);
    assertThat(faults(refusal)).containsExactly(" syntax");
  }

  @Test
  void read_notUtf8_isMalformed() {
    byte[] body = (HEADER + "Prof,1,1,true,\u00e9\n").getBytes(ISO_8859_1);
    InvalidInstancesException refusal = refused(CSV, salary(), body);
    assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED_BODY);
    assertThat(refusal.violations().get(0).detail()).startsWith("the body is not UTF-8");
  }

  @Test
  void read_longCell_isAFaultOfItsFieldUntilItIsFarTooLong() {
    String body = HEADER + "%s,1,1,true,r\nProf,-1,1,true,r\n";
    assertThat(faults(CSV, salary(), body.formatted("x".repeat(30_000))))
        .containsExactly("/instances/0/rank too-long", "/instances/1/years range");
    InvalidInstancesException refusal = refused(CSV, salary(), body.formatted("x".repeat(200_000)));
    assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED_BODY);
  }

  @Test
  void read_tooMuch_endsTheReading() {
    InstancesReader small = new CsvInstancesReader(new InstanceLimits(2, 9, 16, 64, 10));
    assertThat(faults(small, iris(), header(iris()) + "1,2,3,4\n".repeat(3)))
        .containsExactly("/instances too-many");
    assertThat(
            faults(
                small,
                sequence(),
                """
                seq_0,seq_1,seq_2,seq_3,seq_4,seq_5
                1,2,3,4,5,6
                1,2,3,4,5,6
                """))
        .containsExactly("/instances too-many");
    assertThat(faults(small, iris(), "a,".repeat(10) + "a\n")).containsExactly(" too-many");
  }

  @Test
  void read_bodyFails_isToldFromABadTable() {
    assertThatThrownBy(() -> CSV.read(broken("a,b\n", new IOException("reset")), iris()))
        .isInstanceOf(ServingException.class)
        .hasMessage("the body could not be read to its end");
    ServingException tooLarge = new ServingException(Kind.BODY_TOO_LARGE, "too large");
    assertThatThrownBy(() -> CSV.read(broken("a,b\n", tooLarge), iris())).isSameAs(tooLarge);
  }

  private static String header(ModelSignature signature) {
    return String.join(",", signature.inputs().stream().map(InputField::name).toList()) + "\n";
  }
}
