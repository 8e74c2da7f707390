package io.sluice.codec;

import static io.sluice.codec.Readings.XML;
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
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.Instances;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class XmlInstancesReaderTest {
  private static final String PROF =
      "<rank>Prof</rank><years>19</years><score>0.5</score><tenured>true</tenured><ref>r1</ref>";

  @Test
  void read_elements_areEncodedInTheSignaturesOrder() {
    Instances instances =
        read(
            XML,
            salary(),
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- two people -->
            <instances xmlns="urn:any" xmlns:p="urn:p" p:note="passed over">
              <instance>
                <ref>a&lt;<![CDATA[b&]]>&#233;</ref><tenured> true </tenured>
                <p:score>0.5</p:score><?note?><years>1<!-- -->9</years><rank>Prof</rank>
              </instance>
              <instance><rank>AsstProf</rank><years>1</years><score>-1.5</score>
                <tenured>false</tenured><ref> r2 </ref></instance>
            </instances>""");

    assertThat(instances.inputs().get(0).shape()).containsExactly(2, 6);
    assertThat(values(instances.inputs().get(0)))
        .containsExactly(0, 0, 1, 19, 0.5f, 1, 1, 0, 0, 1, -1.5f, 0);
    assertThat(instances.labels()).containsEntry("ref", List.of("a<b&\u00e9", " r2 "));
  }

  @Test
  void read_emptyOrLeftOut_takesTheDefault() {
    Instances instances =
        read(
            XML, withDefaults(), "<instances><instance/><instance><years/></instance></instances>");
    assertThat(values(instances.inputs().get(0))).containsExactly(1, 7, 2.5f, 1, 1, 7, 2.5f, 1);
  }

  @Test
  void read_tensors_areFlatLists() {
    Instances one = read(XML, image(), instance("<image> 1 2\n3\t4 </image>"));
    assertThat(one.inputs().get(0).shape()).containsExactly(1, 1, 2, 2);
    assertThat(values(one.inputs().get(0))).containsExactly(1, 2, 3, 4);

    Instances two = read(XML, pair(), instance("<a_1>1 2 3 4</a_1><a>5<!-- --> 6</a>"));
    assertThat(values(two.inputs().get(0))).containsExactly(5, 6);
    assertThat(values(two.inputs().get(1))).containsExactly(1, 2, 3, 4);

    Instances any = read(XML, sequence(), instance("<seq>1 2 3 4 5 6</seq>"));
    assertThat(any.inputs().get(0).shape()).containsExactly(1, 2, 3);
  }

  @Test
  void read_longTensor_isNotCutWhereTheParserCutsIt() {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < 400_000; i++) {
      list.append(i % 1000).append(i % 3 == 0 ? "\n" : " ");
    }
    float[] values =
        values(read(XML, sequence(), instance("<seq>" + list + "</seq>")).inputs().get(0));
    assertThat(values).hasSize(400_000);
    float[] expected = new float[400_000];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = i % 1000;
    }
    assertThat(values).isEqualTo(expected);
  }

  @Test
  void read_everyWrongField_isReportedAtOnce() {
    String body =
        """
        <instances>
          <instance><rank>Dean</rank><years>1.5</years><score>high</score><tenured>yes</tenured>
            <ref>123456789</ref></instance>
          <instance><rank>Prof</rank><rank>Prof</rank><years><deep>1</deep></years><wage>1</wage>
            <score>1e999</score><tenured/><ref>r</ref></instance>
          <instance rank="Prof">%s stray</instance>
          <row/>
          stray
        </instances>"""
            .formatted(PROF);
    InvalidInstancesException refusal = refused(XML, salary(), body);
    assertThat(refusal.kind()).isEqualTo(Kind.INVALID_INSTANCES);
    assertThat(faults(refusal))
        .containsExactly(
            "/instances/0/rank category",
            "/instances/0/years type",
            "/instances/0/score type",
            "/instances/0/tenured type",
            "/instances/0/ref too-long",
            "/instances/1/rank duplicate",
            "/instances/1/years type",
            "/instances/1/wage unknown",
            "/instances/1/score finite",
            "/instances/1/tenured missing",
            "/instances/2 unknown",
            "/instances/2 syntax",
            "/instances/3 unknown",
            "/instances syntax");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<image>1 2 3</image>|/instances/0/image shape",
        "<image>1 2 3 17</image>|/instances/0/image range",
        "<image>1 2 3 x</image>|/instances/0/image type",
        "<image>1,2,3,4</image>|/instances/0/image type",
        "<image>1 2 3 <v>4</v></image>|/instances/0/image type",
        "<image>1 2 3 1e39</image>|/instances/0/image finite",
        "<image> </image>|/instances/0/image missing",
        "''|/instances/0/image missing"
      })
  void read_wrongTensor_saysWhatIsWrong(String field, String fault) {
    List<String> faults = faults(XML, image(), instance(field));
    assertThat(faults).first().isEqualTo(fault);
    assertThat(faults).allMatch(f -> f.startsWith("/instances/0/image"));
  }

  @Test
  void read_otherRootOrNoInstance_isReported() {
    assertThat(faults(XML, iris(), "<predictions><a/></predictions>")).containsExactly(" type");
    assertThat(faults(XML, iris(), "<instances/>")).containsExactly("/instances missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<instances>",
        "<instances></instance>",
        "<instances/><instances/>",
        "<instances>&nope;</instances>",
        "<instances>\u0001</instances>",
        "{\"instances\":[]}",
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><instances/>"
      })
  void read_notXml_isMalformed(String body) {
    InvalidInstancesException refusal = refused(XML, iris(), body);
    assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED_BODY);
    assertThat(faults(refusal)).last().isEqualTo(" syntax");
    assertThat(refusal.violations())
        .allSatisfy(v -> assertThat(v.detail()).doesNotContain("javax", "ParseError", "Message"));
  }

  @Test
  void read_otherEncodings_areRefused() {
    String body = "<instances><instance><ref>\u00e9</ref></instance></instances>";
    assertThat(refused(XML, salary(), body.getBytes(ISO_8859_1)).kind())
        .isEqualTo(Kind.MALFORMED_BODY);
    assertThat(refused(XML, salary(), body.getBytes(UTF_16)).kind()).isEqualTo(Kind.MALFORMED_BODY);
  }

  @Test
  void read_documentType_isRefusedAndNothingIsFetched(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "Prof", UTF_8);
    String external =
        "<!DOCTYPE instances [<!ENTITY e SYSTEM \"%s\">]>".formatted(secret.toUri())
            + instance(PROF.replace("Prof", "&e;"));
    String laughs =
        "<!DOCTYPE instances [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
            + instance("<ref>&b;</ref>");
    for (String body : List.of(external, laughs, "<!DOCTYPE instances><instances/>")) {
      InvalidInstancesException refusal = refused(XML, salary(), body);
      assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED_BODY);
      assertThat(faults(refusal)).containsExactly(" syntax");
    }
  }

  @Test
  void read_atTheDepthLimit_passesAndOneBeyondIsTooDeep() {
    assertThat(faults(XML, image(), "<instances>" + nested(15) + "</instances>"))
        .doesNotContain(" too-deep");
    InvalidInstancesException refusal =
        refused(XML, image(), "<instances>" + nested(16) + "</instances>");
    assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED_BODY);
    assertThat(faults(refusal)).last().isEqualTo(" too-deep");
  }

  @Test
  void read_longText_isAFaultOfItsField() {
    String body = instance(PROF.replace("Prof", "x".repeat(500_000)));
    assertThat(faults(XML, salary(), body)).containsExactly("/instances/0/rank too-long");
    assertThat(faults(XML, image(), instance("<image>" + "1".repeat(500_000) + "</image>")))
        .containsExactly("/instances/0/image type", "/instances/0/image shape");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!--%s-->", "<?note %s?>", "<instances p:a='%s' xmlns:p='urn:p'/>"})
  void read_longMarkup_isTooLongOnlyBeyondItsLimit(String body) {
    String before = body.startsWith("<instances") ? "" : "<instances/>";
    assertThat(faults(XML, iris(), before + body.formatted("a".repeat(200_000))))
        .containsExactly("/instances missing");
    InvalidInstancesException refusal =
        refused(XML, iris(), before + body.formatted("a".repeat(300_000)));
    assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED_BODY);
    assertThat(faults(refusal)).containsExactly(" too-long");
  }

  @Test
  void read_bodyFails_isToldFromBadXml() {
    assertThatThrownBy(() -> XML.read(broken("<instances>", new IOException("reset")), iris()))
        .isInstanceOf(ServingException.class)
        .hasMessage("the body could not be read to its end");
    ServingException tooLarge = new ServingException(Kind.BODY_TOO_LARGE, "too large");
    assertThatThrownBy(() -> XML.read(broken("<instances>", tooLarge), iris())).isSameAs(tooLarge);
  }

  private static String instance(String fields) {
    return "<instances><instance>" + fields + "</instance></instances>";
  }

  private static String nested(int depth) {
    return "<a>".repeat(depth) + "</a>".repeat(depth);
  }
}
