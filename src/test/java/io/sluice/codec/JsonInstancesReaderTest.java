package io.sluice.codec;

import static io.sluice.codec.Readings.JSON;
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
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.model.Instances;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonInstancesReaderTest {
  private static final String PROF =
      "{\"rank\":\"Prof\",\"years\":19,\"score\":0.5,\"tenured\":true,\"ref\":\"r1\"}";

  @Test
  void read_objectOfFeatures_isEncodedInTheSignaturesOrder() {
    Instances instances =
        read(
            JSON,
            salary(),
            """
            {"instances":[
              {"ref":"r1","tenured":true,"score":0.5,"years":19,"rank":"Prof"},
              {"rank":"AsstProf","years":1.0,"score":-1.5,"tenured":false,"ref":"r2"}]}""");

    assertThat(instances.rows()).isEqualTo(2);
    assertThat(instances.inputs()).hasSize(1);
    assertThat(instances.inputs().get(0).shape()).containsExactly(2, 6);
    assertThat(values(instances.inputs().get(0)))
        .containsExactly(0, 0, 1, 19, 0.5f, 1, 1, 0, 0, 1, -1.5f, 0);
    assertThat(instances.labels()).containsEntry("ref", List.of("r1", "r2"));
  }

  @Test
  void read_arrayOfFeatures_isByPosition() {
    Instances instances =
        read(JSON, salary(), "{\"instances\":[[\"AssocProf\",3,1e1,false,\"\u00e9\"]]}");

    assertThat(values(instances.inputs().get(0))).containsExactly(0, 1, 0, 3, 10, 0);
    assertThat(instances.labels()).containsEntry("ref", List.of("\u00e9"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"instances\":[[[[1,2],[3,4]]]]}",
        "{\"instances\":[[1,2,3,4]]}",
        "{\"instances\":[{\"image\":[[[1,2],[3,4]]]}]}",
        "{\"instances\":[{\"image\":[1,2,3,4]}]}",
        "\ufeff {\"instances\" : [ [ 1.0, 2e0, 30e-1, 4 ] ] } \n"
      })
  void read_tensorInAnyForm_isTheSame(String body) {
    Instances instances = read(JSON, image(), body);

    assertThat(instances.inputs().get(0).shape()).containsExactly(1, 1, 2, 2);
    assertThat(values(instances.inputs().get(0))).containsExactly(1, 2, 3, 4);
  }

  @Test
  void read_severalTensors_areByNameOrByPosition() {
    Instances named = read(JSON, pair(), "{\"instances\":[{\"a_1\":[[1,2],[3,4]],\"a\":[5,6]}]}");
    Instances listed = read(JSON, pair(), "{\"instances\":[[[5,6],[1,2,3,4]]]}");

    for (Instances instances : List.of(named, listed)) {
      assertThat(values(instances.inputs().get(0))).containsExactly(5, 6);
      assertThat(values(instances.inputs().get(1))).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void read_variableAxis_takesTheLengthOfTheFirstInstance() {
    String two = "{\"instances\":[[[1,2,3],[4,5,6]],[1,2,3,4,5,6]]}";
    assertThat(read(JSON, sequence(), two).inputs().get(0).shape()).containsExactly(2, 2, 3);
    assertThat(faults(JSON, sequence(), "{\"instances\":[[1,2],[1,2,3,4]]}"))
        .containsExactly("/instances/1/seq shape");
  }

  @Test
  void read_nullOrLeftOut_takesTheDefault() {
    Instances instances = read(JSON, withDefaults(), "{\"instances\":[{},{\"years\":null}]}");

    assertThat(values(instances.inputs().get(0))).containsExactly(1, 7, 2.5f, 1, 1, 7, 2.5f, 1);
    assertThat(instances.labels()).containsEntry("ref", List.of("none", "none"));
  }

  @Test
  void read_everyWrongField_isReportedAtOnce() {
    InvalidInstancesException refusal =
        refused(
            JSON,
            salary(),
            """
            {"instances":[
              {"rank":"Dean","years":81,"score":"high","tenured":1,"ref":"123456789"},
              {"rank":null,"years":1.5,"score":1e999,"wage":{"deep":[1]},"ref":[],"ref":"x"},
              17]}""");

    assertThat(refusal.kind()).isEqualTo(Kind.INVALID_INSTANCES);
    assertThat(faults(refusal))
        .containsExactly(
            "/instances/0/rank category",
            "/instances/0/years range",
            "/instances/0/score type",
            "/instances/0/tenured type",
            "/instances/0/ref too-long",
            "/instances/1/years type",
            "/instances/1/score finite",
            "/instances/1/wage unknown",
            "/instances/1/ref type",
            "/instances/1/ref duplicate",
            "/instances/1/rank missing",
            "/instances/1/tenured missing",
            "/instances/2 type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e999", "1e39", "-3.5e38"})
  void read_numberBeyondFloat32_isNotFinite(String number) {
    assertThat(faults(JSON, iris(), "{\"instances\":[[%s,1,1,1]]}".formatted(number)))
        .containsExactly("/instances/0/sepal_length finite");
    assertThat(faults(JSON, image(), "{\"instances\":[[%s,1,1,1]]}".formatted(number)))
        .containsExactly("/instances/0/image finite");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,2,3]|/instances/0/image shape",
        "[[1,2],[3,4]]|/instances/0/image shape",
        "[[[1,2],[3]]]|/instances/0/image shape",
        "[[1],[[1,1]]]|/instances/0/image shape",
        "[[[1,2],[3,17]]]|/instances/0/image range",
        "[[[1,2],[3,\"4\"]]]|/instances/0/image type",
        "[[[1,2],[3,null]]]|/instances/0/image type",
        "[[[1,2],[3,{\"a\":[1]}]]]|/instances/0/image type",
        "{\"image\":\"1,2,3,4\"}|/instances/0/image type",
        "{\"image\":7}|/instances/0/image shape",
        "{\"image\":null}|/instances/0/image missing",
        "\"1,2,3,4\"|/instances/0 type"
      })
  void read_wrongTensor_saysWhatIsWrong(String instance, String fault) {
    assertThat(faults(JSON, image(), "{\"instances\":[" + instance + "]}")).containsExactly(fault);
  }

  @Test
  void read_wrongNumberOfPositions_isTooManyOrMissing() {
    assertThat(faults(JSON, iris(), "{\"instances\":[[1,2,3,4,[5],6],[1,2,3]]}"))
        .containsExactly("/instances/0 too-many", "/instances/1/petal_width missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|/instances missing",
        "{\"instances\":[]}|/instances missing",
        "{\"instances\":null}|/instances type",
        "{\"instances\":{\"a\":1}}|/instances type",
        "[[1,2,3,4]]|' type'",
        "17|' type'",
        "{\"instances\":[[1,2,3,4]],\"x/y\":[{}]}|/x~1y unknown",
        "{\"instances\":[[1,2,3,4]],\"instances\":[[1]]}|/instances duplicate"
      })
  void read_wrongMembers_areReported(String body, String fault) {
    InvalidInstancesException refusal = refused(JSON, iris(), body);
    assertThat(faults(refusal)).containsExactly(fault);
    assertThat(refusal.kind()).isEqualTo(Kind.INVALID_INSTANCES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|the body is empty",
        "{\"instances\":[[1,2|the body ends before its value does, at line 1, column 19",
        "{\"instances\":[[1,NaN]]}|the body is not JSON, at line 1, column 21",
        "{\"instances\":[[1,01]]}|the body is not JSON, at line 1, column 19",
        "{'instances':[]}|the body is not JSON, at line 1, column 2",
        "{\"instances\":[]}]|the body is not JSON, at line 1, column 17",
        "{\"instances\":[]} {}|the body goes on behind its end, at line 1, column 18"
      })
  void read_notJson_saysWhere(String body, String detail) {
    InvalidInstancesException refusal = refused(JSON, iris(), body);
    assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED_BODY);
    assertThat(faults(refusal)).containsExactly(" syntax");
    assertThat(refusal.violations().get(0).detail()).isEqualTo(detail);
  }

  @Test
  void read_malformedAfterWrongFields_keepsThem() {
    InvalidInstancesException refusal = refused(JSON, iris(), "{\"instances\":[{\"x\":1},{");
    assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED_BODY);
    assertThat(faults(refusal)).startsWith("/instances/0/x unknown").endsWith(" syntax");
  }

  @Test
  void read_otherEncodings_areRefused() {
    String body = "{\"instances\":[" + PROF.replace("r1", "\u00e9") + "]}";
    assertThat(refused(JSON, salary(), body.getBytes(UTF_16)).kind())
        .isEqualTo(Kind.MALFORMED_BODY);
    assertThat(refused(JSON, salary(), body.getBytes(ISO_8859_1)).kind())
        .isEqualTo(Kind.MALFORMED_BODY);
  }

  @Test
  void read_halfOfASurrogatePair_isRefused() {
    String body = "{\"instances\":[" + PROF.replace("r1", "\\ud800") + "]}";
    assertThat(faults(JSON, salary(), body)).containsExactly("/instances/0/ref syntax");
  }

  @Test
  void read_atTheDepthLimit_passesAndOneBeyondIsTooDeep() {
    String inside = "[".repeat(14) + "]".repeat(14);
    assertThat(faults(JSON, iris(), "{\"instances\":[],\"x\":[" + inside + "]}"))
        .containsExactly("/x unknown");
    InvalidInstancesException refusal =
        refused(JSON, iris(), "{\"instances\":[],\"x\":[[" + inside + "]]}");
    assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED_BODY);
    assertThat(faults(refusal)).containsExactly("/x unknown", " too-deep");
  }

  @Test
  void read_longText_isAFaultOfItsFieldUntilItIsFarTooLong() {
    String body = "{\"instances\":[{\"rank\":\"%s\"},{\"nope\":1}]}";
    assertThat(faults(JSON, salary(), body.formatted("x".repeat(60_000))))
        .startsWith("/instances/0/rank too-long")
        .contains("/instances/1/nope unknown");
    InvalidInstancesException refusal = refused(JSON, salary(), body.formatted("x".repeat(70_000)));
    assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED_BODY);
    assertThat(faults(refusal)).containsExactly(" too-long");
  }

  @Test
  void read_veryLongNumber_isTooLong() {
    assertThat(faults(JSON, iris(), "{\"instances\":[[" + "1".repeat(2000) + "]]}"))
        .containsExactly(" too-long");
  }

  @Test
  void read_tooManyInstances_endsTheReading() {
    String body = "{\"instances\":[" + "[],".repeat(10_000) + "[]]}";
    InvalidInstancesException refusal = refused(JSON, iris(), body);
    assertThat(refusal.total()).isEqualTo(40_001);
    assertThat(refusal.violations()).hasSize(1000);
  }

  @Test
  void read_bodyFails_isReportedWithoutItsClass() {
    ServingException failure =
        catchThrowableOfType(
            ServingException.class, () -> JSON.read(broken("{", new IOException("reset")), iris()));
    assertThat(failure.kind()).isEqualTo(Kind.MALFORMED_BODY);
    assertThat(failure).hasMessage("the body could not be read to its end");
  }

  @Test
  void read_bodyRefusesToGoOn_passesItsReasonOn() {
    ServingException tooLarge = new ServingException(Kind.BODY_TOO_LARGE, "too large");
    assertThatThrownBy(() -> JSON.source(broken("{", tooLarge)).read(iris())).isSameAs(tooLarge);
  }
}
