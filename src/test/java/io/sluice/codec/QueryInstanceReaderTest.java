package io.sluice.codec;

import static io.sluice.codec.Readings.faults;
import static io.sluice.codec.Readings.values;
import static io.sluice.model.testing.SignatureSamples.image;
import static io.sluice.model.testing.SignatureSamples.pair;
import static io.sluice.model.testing.SignatureSamples.salary;
import static io.sluice.model.testing.SignatureSamples.withDefaults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelSignature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryInstanceReaderTest {
  private final QueryInstanceReader reader = new QueryInstanceReader(InstanceLimits.DEFAULT);

  @Test
  void read_parameters_areOneInstanceAndTopIsNone() {
    Instances instances =
        read(salary(), "rank=Prof", "years= 19", "score=5e-1", "tenured=true", "ref=a b", "top=x");
    assertThat(instances.rows()).isEqualTo(1);
    assertThat(values(instances.inputs().get(0))).containsExactly(0, 0, 1, 19, 0.5f, 1);
    assertThat(instances.labels()).containsEntry("ref", List.of("a b"));
  }

  @Test
  void read_emptyOrLeftOut_takesTheDefault() {
    Instances instances = read(withDefaults(), "years=", "rank=low");
    assertThat(values(instances.inputs().get(0))).containsExactly(0, 7, 2.5f, 1);
  }

  @Test
  void read_tensors_areListsPartedByCommas() {
    assertThat(values(read(image(), "image=1,2, 3,4").inputs().get(0))).containsExactly(1, 2, 3, 4);
    Instances two = read(pair(), "a_1=1,2,3,4", "a=5,6");
    assertThat(values(two.inputs().get(0))).containsExactly(5, 6);
    assertThat(values(two.inputs().get(1))).containsExactly(1, 2, 3, 4);
  }

  @Test
  void read_everyWrongParameter_isReportedAtOnce() {
    assertThat(
            refused(
                salary(),
                "rank=Dean",
                "years=1",
                "years=2",
                "score=NaN",
                "wage=1",
                "ref=123456789"))
        .containsExactly(
            "/instances/0/rank category",
            "/instances/0/years duplicate",
            "/instances/0/score type",
            "/instances/0/wage unknown",
            "/instances/0/ref too-long",
            "/instances/0/tenured missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image=1,2,3|shape",
        "image=1,2,3,17|range",
        "image=1,2,,4|type",
        "image=1,2,3,|type",
        "image=1,2,3,1e39|finite",
        "image=|missing"
      })
  void read_wrongTensor_saysWhatIsWrong(String parameter, String rule) {
    assertThat(refused(image(), parameter)).containsExactly("/instances/0/image " + rule);
  }

  private Instances read(ModelSignature signature, String... parameters) {
    return reader.source(map(parameters)).read(signature);
  }

  private List<String> refused(ModelSignature signature, String... parameters) {
    return faults(
        catchThrowableOfType(InvalidInstancesException.class, () -> read(signature, parameters)));
  }

  private static Map<String, List<String>> map(String... parameters) {
    Map<String, List<String>> map = new LinkedHashMap<>();
    for (String parameter : parameters) {
      String[] parts = parameter.split("=", 2);
      map.merge(
          parts[0],
          List.of(parts[1]),
          (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream()).toList());
    }
    return map;
  }
}
