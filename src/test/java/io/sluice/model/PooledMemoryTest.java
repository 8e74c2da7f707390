package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.testing.SignatureSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The memory of tensors, while it is theirs and afterwards. */
final class PooledMemoryTest {

  @Test
  void close_instances_spoilsTheirTensorsForWhoeverStillReadsThem() {
    Instances instances = sequence(3);
    float[] memory = instances.inputs().get(0).values();
    assertThat(memory).startsWith(1, 1, 1);

    instances.close();

    assertThat(memory).containsOnly(Float.NaN);
  }

  @Test
  void close_twice_givesTheMemoryToOneRequestOnly() {
    Instances closed = sequence(3);
    closed.close();
    closed.close();

    Set<float[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Instances> open = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      open.add(sequence(3));
      assertThat(arrays.add(open.get(i).inputs().get(0).values())).isTrue();
    }
    open.forEach(Instances::close);
  }

  @Test
  void close_builderWithoutInstances_givesTheMemoryBackOnce() {
    assertThatThrownBy(() -> PlainInstances.read(SignatureSamples.iris(), List.of(Map.of())))
        .isInstanceOf(InvalidInstancesException.class);
    InstancesBuilder builder =
        new InstancesBuilder(SignatureSamples.iris(), InstanceLimits.DEFAULT);
    builder.begin();
    for (int i = 0; i < 4; i++) {
      builder.number(builder.field(SignatureSamples.iris().inputNames().get(i)), 1);
    }
    builder.end();
    Instances instances = builder.build();
    builder.close();

    assertThat(instances.inputs().get(0).values()).startsWith(1, 1, 1, 1);
    instances.close();
  }

  @Test
  void addZeros_inMemoryOfAnother_areZeros() {
    for (int size : new int[] {1, 64, 65, 1000}) {
      try (FloatBlock block = new FloatBlock(1)) {
        for (int i = 0; i < 40; i++) {
          assertThat(block.addZeros(size)).isEqualTo(i * size);
          block.set(i * size, 7);
        }
        float[] values = Arrays.copyOf(block.values(), 40 * size);
        for (int i = 0; i < values.length; i++) {
          assertThat(values[i]).isEqualTo(i % size == 0 ? 7 : 0);
        }
      }
    }
  }

  @Test
  void take_lengthsOfAllKinds_areLongEnoughAndComeAgain() {
    for (int least : new int[] {1, 64, 65, 4096, 4097, 1 << 20}) {
      float[] array = FloatPool.take(least);
      assertThat(array).hasSizeGreaterThanOrEqualTo(least);
      FloatPool.give(array);
    }
    // Longer than what is kept: exactly so long, and never seen again.
    float[] huge = FloatPool.take((1 << 20) + 1);
    assertThat(huge).hasSize((1 << 20) + 1);
    FloatPool.give(huge);
    assertThat(FloatPool.take((1 << 20) + 1)).isNotSameAs(huge);
  }

  private static Instances sequence(int steps) {
    String name = SignatureSamples.sequence().inputNames().get(0);
    List<List<Integer>> values = Collections.nCopies(2, Collections.nCopies(steps, 1));
    return PlainInstances.read(SignatureSamples.sequence(), List.of(Map.of(name, values)));
  }
}
