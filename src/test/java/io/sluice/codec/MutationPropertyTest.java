package io.sluice.codec;

import static io.sluice.codec.Readings.CSV;
import static io.sluice.codec.Readings.JSON;
import static io.sluice.codec.Readings.XML;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelSignature;
import io.sluice.model.ServingException;
import io.sluice.model.Tensor;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** However a body is damaged, it gives instances or a refusal in our own words. */
final class MutationPropertyTest {
  private static final byte[] TELLING =
      "{}[]\",:<>&;/!?-+.eE0123456789 \n\r\tnulltrue\u00ef\u00bb\u00bf\u0000\u00c0\u00ed\u00a0\u00ff"
          .getBytes(StandardCharsets.ISO_8859_1);

  @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
  void json_damaged_isReadOrRefused(@ForAll Random random) throws Exception {
    RandomCase sample = RandomCase.of(random, 2);
    byte[] body = WrittenBodies.json(sample, random.nextBoolean(), random.nextBoolean());
    read(JSON, sample.signature(), damaged(body, random));
  }

  @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
  void json_soundOrDamaged_isTheSameToBothReaders(@ForAll Random random) throws Exception {
    readBothWays(RandomCase.of(random, 2), random);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void json_ofManyBlocks_isTheSameToBothReaders(@ForAll Random random) throws Exception {
    readBothWays(RandomCase.of(random, 1 + random.nextInt(1500)), random);
  }

  /** A byte order mark sends a body past the reader of plain bodies. */
  private static void readBothWays(RandomCase sample, Random random) throws Exception {
    byte[] body = WrittenBodies.json(sample, random.nextBoolean(), random.nextBoolean());
    for (int damage = 0; damage < 2; damage++) {
      byte[] marked = new byte[body.length + 3];
      marked[0] = (byte) 0xEF;
      marked[1] = (byte) 0xBB;
      marked[2] = (byte) 0xBF;
      System.arraycopy(body, 0, marked, 3, body.length);
      if (body.length == 0 || body[0] != marked[0]) {
        assertThat(told(sample.signature(), body)).isEqualTo(told(sample.signature(), marked));
      }
      body = damaged(body, random);
    }
  }

  /** All that a reading says. */
  private static List<Object> told(ModelSignature signature, byte[] body) {
    try {
      Instances read = JSON.read(new ByteArrayInputStream(body), signature);
      List<Object> told = new ArrayList<>(List.of(read.rows(), read.labels()));
      for (Tensor input : read.inputs()) {
        told.add(Arrays.toString(input.shape()));
        told.add(Arrays.toString(Readings.values(input)));
      }
      return told;
    } catch (InvalidInstancesException e) {
      return List.of(e.kind(), e.violations(), e.total());
    }
  }

  @Property(tries = 5000, shrinking = ShrinkingMode.OFF)
  void csv_damaged_isReadOrRefused(@ForAll Random random) throws Exception {
    RandomCase sample = RandomCase.of(random, 2);
    read(CSV, sample.signature(), damaged(WrittenBodies.csv(sample), random));
  }

  @Property(tries = 5000, shrinking = ShrinkingMode.OFF)
  void xml_damaged_isReadOrRefused(@ForAll Random random) throws Exception {
    RandomCase sample = RandomCase.of(random, 2);
    read(XML, sample.signature(), damaged(WrittenBodies.xml(sample), random));
  }

  @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
  void query_damaged_isReadOrRefused(@ForAll Random random) {
    RandomCase sample = RandomCase.of(random, 1);
    Map<String, List<String>> parameters = WrittenBodies.query(sample);
    parameters.replaceAll(
        (name, values) -> {
          byte[] value = values.get(0).getBytes(StandardCharsets.UTF_8);
          return List.of(new String(damaged(value, random), StandardCharsets.UTF_16LE));
        });
    QueryInstanceReader reader = new QueryInstanceReader(InstanceLimits.DEFAULT);
    check(() -> reader.source(parameters).read(sample.signature()));
  }

  private static void read(InstancesReader reader, ModelSignature signature, byte[] body) {
    check(() -> reader.read(new ByteArrayInputStream(body), signature));
  }

  private static void check(Supplier<Instances> reading) {
    try {
      assertThat(reading.get().rows()).isPositive();
    } catch (InvalidInstancesException e) {
      assertThat(e.violations()).isNotEmpty();
      assertThat(e.violations())
          .allSatisfy(
              violation ->
                  assertThat(violation.detail())
                      .hasSizeLessThan(400)
                      .doesNotContain("fasterxml", "Exception", "javax", "siegmar", "\n"));
    } catch (ServingException e) {
      throw new AssertionError("a body in memory cannot fail to be read", e);
    }
  }

  private static byte[] damaged(byte[] body, Random random) {
    byte[] bytes = body;
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes = damagedOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] damagedOnce(byte[] body, Random random) {
    int from = random.nextInt(body.length + 1);
    int to = Math.min(body.length, from + random.nextInt(4));
    byte[] inserted = new byte[random.nextInt(3)];
    for (int i = 0; i < inserted.length; i++) {
      inserted[i] =
          random.nextBoolean()
              ? (byte) random.nextInt(256)
              : TELLING[random.nextInt(TELLING.length)];
    }
    byte[] damaged = Arrays.copyOf(body, body.length - (to - from) + inserted.length);
    System.arraycopy(inserted, 0, damaged, from, inserted.length);
    System.arraycopy(body, to, damaged, from + inserted.length, body.length - to);
    return damaged;
  }
}
