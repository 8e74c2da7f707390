package io.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.Instances;
import io.sluice.model.testing.SignatureSamples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Bodies of many blocks. */
final class BodyBlocksTest {

  @Property(tries = 200)
  void again_afterAnyTurns_isTheWholeBody(
      @ForAll Random random, @ForAll @IntRange(max = 5 * Block.SIZE) int size) throws IOException {
    byte[] body = new byte[size];
    random.nextBytes(body);
    try (BodyBlocks blocks = new BodyBlocks(new ByteArrayInputStream(body))) {
      for (int turns = random.nextInt(6); turns > 0 && !blocks.isLast(); turns--) {
        assertThat(blocks.next(1 + random.nextInt(blocks.length()))).isTrue();
        assertThat(blocks.bytes()[blocks.length()]).isZero();
      }
      assertThat(blocks.again().readAllBytes()).isEqualTo(body);
    }
  }

  @Test
  void next_whenAllRequestsKeepTooMuch_isRefusedUntilOneIsClosed() throws IOException {
    byte[] body = new byte[2 * Block.SIZE];
    try (BodyBlocks late = new BodyBlocks(new ByteArrayInputStream(body))) {
      List<BodyBlocks> others = new ArrayList<>();
      BodyBlocks other = new BodyBlocks(new ByteArrayInputStream(body));
      while (other.next(Block.SIZE / 2)) {
        others.add(other);
        other = new BodyBlocks(new ByteArrayInputStream(body));
      }
      assertThat(others.size()).isBetween(1, BodyBlocks.MOST_KEPT);
      assertThat(late.next(1)).isFalse();
      assertThat(late.again().readAllBytes()).isEqualTo(body);
      // A reader that gets no block leaves the body to the one that needs none.
      assertThat(longBody().rows()).isEqualTo(1);

      other.close();
      others.forEach(BodyBlocks::close);
      others.forEach(BodyBlocks::close);
    }
    try (BodyBlocks next = new BodyBlocks(new ByteArrayInputStream(body))) {
      assertThat(next.next(1)).isTrue();
    }
  }

  private static Instances longBody() {
    String values = "1.5,2.5" + ",1.5,2.5".repeat(Block.SIZE);
    byte[] body = ("{\"instances\":[[" + values + "]]}").getBytes(StandardCharsets.US_ASCII);
    return Readings.JSON.read(new ByteArrayInputStream(body), SignatureSamples.sequence());
  }
}
