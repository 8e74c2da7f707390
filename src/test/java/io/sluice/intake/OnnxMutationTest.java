package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.OnnxModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * ONNX models that something damaged: what comes out is a checked value or an {@link
 * ArchiveRejectedException}, never another exception, never an error, and never much memory.
 */
class OnnxMutationTest {
  private static final List<byte[]> SOUND = List.copyOf(OnnxInspectorTest.SOUND.values());

  /**
   * What one inspection may allocate beyond the file: names, a refusal's trace, classes the first
   * time. Damaged lengths claim up to 2^63.
   */
  private static final long ALLOWANCE = 8 << 20;

  @Property(tries = 20_000)
  void inspect_flippedBits_isValueOrRefusal(
      @ForAll @IntRange(max = 1) int which,
      @ForAll @IntRange(min = 1, max = 8) int flips,
      @ForAll Random random) {
    byte[] model = SOUND.get(which).clone();
    for (int i = 0; i < flips; i++) {
      model[random.nextInt(model.length)] ^= (byte) (1 << random.nextInt(8));
    }

    assertValueOrRefusal(model);
  }

  @Property(tries = 5000)
  void inspect_overwrittenBytes_isValueOrRefusal(
      @ForAll @IntRange(max = 1) int which, @ForAll Random random) {
    byte[] model = SOUND.get(which).clone();
    int start = random.nextInt(model.length);
    int end = Math.min(model.length, start + 1 + random.nextInt(16));
    for (int i = start; i < end; i++) {
      model[i] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
    }

    assertValueOrRefusal(model);
  }

  @Property(tries = 3000)
  void inspect_bytesRemovedOrRepeated_isValueOrRefusal(
      @ForAll @IntRange(max = 1) int which, @ForAll boolean repeat, @ForAll Random random) {
    byte[] whole = SOUND.get(which);
    int start = random.nextInt(whole.length - 1);
    int end = start + 1 + random.nextInt(Math.min(64, whole.length - start - 1));
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    damaged.write(whole, 0, repeat ? end : start);
    damaged.write(whole, repeat ? start : end, whole.length - (repeat ? start : end));

    assertValueOrRefusal(damaged.toByteArray());
  }

  @Test
  void inspect_everyCut_isRefused() {
    for (byte[] whole : SOUND) {
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        // A model that ends after its graph has no operator sets, so no cut is a model.
        assertThat(accepts(cut)).as("the first %d bytes", length).isFalse();
      }
    }
  }

  @Property(tries = 2000)
  void inspect_randomBytes_isValueOrRefusal(@ForAll byte[] bytes) {
    assertValueOrRefusal(bytes);
  }

  private static void assertValueOrRefusal(byte[] model) {
    long allocated = Inspections.allocated(() -> accepts(model));
    assertThat(allocated).isLessThan(model.length + ALLOWANCE);
  }

  private static boolean accepts(byte[] bytes) {
    try {
      OnnxModel model = OnnxInspector.inspect(new MemoryChannel(bytes), IntakeLimits.DEFAULTS);
      assertThat(model.inputs()).isNotEmpty();
      assertThat(model.outputs()).isNotEmpty();
      return true;
    } catch (ArchiveRejectedException e) {
      assertThat(e).hasMessageStartingWith(e.entry() + ": ");
      return false;
    } catch (IOException e) {
      throw new AssertionError("bytes in memory cannot fail to be read", e);
    }
  }
}
