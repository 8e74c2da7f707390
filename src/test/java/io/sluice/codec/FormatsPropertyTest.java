package io.sluice.codec;

import static io.sluice.codec.Readings.CSV;
import static io.sluice.codec.Readings.JSON;
import static io.sluice.codec.Readings.XML;
import static io.sluice.codec.Readings.values;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.InputField;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.PlainInstances;
import io.sluice.model.Prediction;
import io.sluice.model.Tensor;
import io.sluice.model.testing.SignatureSamples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the signature and the values, the format makes no difference. */
final class FormatsPropertyTest {
  private final QueryInstanceReader query = new QueryInstanceReader(InstanceLimits.DEFAULT);

  @Property(tries = 1000)
  void read_rightInstances_areTheSameInEveryFormat(@ForAll Random random) throws Exception {
    RandomCase sample = RandomCase.of(random, 1 + random.nextInt(4));
    Instances expected = PlainInstances.read(sample.signature(), plain(sample));

    same(read(JSON, sample, WrittenBodies.json(sample, true, true)), expected);
    same(read(JSON, sample, WrittenBodies.json(sample, true, false)), expected);
    same(read(JSON, sample, WrittenBodies.json(sample, false, true)), expected);
    same(read(CSV, sample, WrittenBodies.csv(sample)), expected);
    same(read(XML, sample, WrittenBodies.xml(sample)), expected);
  }

  @Property(tries = 500)
  void read_rightInstance_isTheSameInAQueryString(@ForAll Random random) {
    RandomCase sample = RandomCase.of(random, 1);
    Instances expected = PlainInstances.read(sample.signature(), plain(sample));
    same(query.source(WrittenBodies.query(sample)).read(sample.signature()), expected);
  }

  @Property(tries = 500)
  void writtenTensor_isReadBackAsItWas(@ForAll Random random) throws Exception {
    int[] shape = {1 + random.nextInt(3), 1 + random.nextInt(4), 1 + random.nextInt(4)};
    float[] values = new float[shape[0] * shape[1] * shape[2]];
    for (int i = 0; i < values.length; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      values[i] = Float.isFinite(value) ? value : i;
    }
    Prediction prediction =
        PredictionSamples.of(SignatureSamples.image(), Map.of(), Tensor.of(values, shape));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JsonPredictionWriter().write(prediction, TopClasses.ALL, out);

    String answer = out.toString(UTF_8);
    String rows = answer.substring(answer.indexOf('['), answer.length() - 1);
    Instances back =
        Readings.read(
            JSON,
            SignatureSamples.tensors(
                SignatureSamples.tensor("x", List.of(-1, -1), -Float.MAX_VALUE, Float.MAX_VALUE)),
            "{\"instances\":" + rows + "}");
    assertThat(back.inputs().get(0).shape()).isEqualTo(shape);
    assertThat(values(back.inputs().get(0))).isEqualTo(values);
  }

  private static Instances read(InstancesReader reader, RandomCase sample, byte[] body) {
    return reader.read(new ByteArrayInputStream(body), sample.signature());
  }

  private static void same(Instances actual, Instances expected) {
    assertThat(actual.rows()).isEqualTo(expected.rows());
    assertThat(actual.labels()).isEqualTo(expected.labels());
    assertThat(actual.inputs()).hasSameSizeAs(expected.inputs());
    for (int i = 0; i < expected.inputs().size(); i++) {
      assertThat(actual.inputs().get(i).shape()).isEqualTo(expected.inputs().get(i).shape());
      assertThat(values(actual.inputs().get(i))).isEqualTo(values(expected.inputs().get(i)));
    }
  }

  private static List<Map<String, Object>> plain(RandomCase sample) {
    List<Map<String, Object>> instances = new ArrayList<>();
    for (Map<String, Object> instance : sample.instances()) {
      Map<String, Object> plain = new LinkedHashMap<>();
      for (InputField field : sample.signature().inputs()) {
        Object value = instance.get(field.name());
        plain.put(field.name(), value instanceof float[] floats ? list(floats) : value);
      }
      instances.add(plain);
    }
    return instances;
  }

  private static List<Float> list(float[] values) {
    Float[] boxed = new Float[values.length];
    Arrays.setAll(boxed, i -> values[i]);
    return List.of(boxed);
  }
}
