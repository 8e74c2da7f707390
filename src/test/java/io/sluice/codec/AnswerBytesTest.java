package io.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Answers that grow over blocks. */
final class AnswerBytesTest {

  @Property(tries = 200)
  void write_anyWay_givesTheSameBytes(@ForAll Random random) throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    try (AnswerBytes answer = new AnswerBytes()) {
      for (int i = random.nextInt(40); i > 0; i--) {
        byte[] piece = new byte[random.nextInt(random.nextInt(20) == 0 ? 50_000 : 900)];
        random.nextBytes(piece);
        expected.writeBytes(piece);
        write(answer, piece, random);
        assertThat(answer.size()).isEqualTo(expected.size());
      }
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      answer.writeTo(written);
      assertThat(written.toByteArray()).isEqualTo(expected.toByteArray());
      assertThat(answer.toByteArray()).isEqualTo(expected.toByteArray());
    }
  }

  @Test
  void close_answer_spoilsItsMemoryForWhoeverStillReadsIt() {
    AnswerBytes answer = new AnswerBytes();
    byte[] memory = answer.room(8);
    answer.write('a');
    answer.close();
    answer.close();

    assertThat(memory[0]).isNotEqualTo((byte) 'a');
    try (AnswerBytes one = new AnswerBytes();
        AnswerBytes other = new AnswerBytes()) {
      assertThat(one.room(8)).isNotSameAs(other.room(8));
    }
  }

  private static void write(AnswerBytes answer, byte[] piece, Random random) {
    switch (random.nextInt(3)) {
      case 0 -> answer.write(piece, 0, piece.length);
      case 1 -> {
        for (byte b : piece) {
          answer.write(b);
        }
      }
      default -> {
        for (int at = 0; at < piece.length; ) {
          int count = Math.min(piece.length - at, 1 + random.nextInt(24));
          byte[] room = answer.room(24);
          System.arraycopy(piece, at, room, answer.position(), count);
          answer.end(answer.position() + count);
          at += count;
        }
      }
    }
    Arrays.fill(piece, (byte) 0);
  }
}
