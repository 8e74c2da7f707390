package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.OverloadException;
import io.sluice.model.Role;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Row 56 in process: a hundred thousand guesses at two keys whose ids are known. */
final class Row56KeyGuessingTest {
  private static final int GUESSES = 100_000;

  @Test
  void guesses_hundredThousand_noneSucceedsAndMostAreNotEvenLookedAt() {
    HandTime time = new HandTime();
    KeyRing ring = new KeyRing(time);
    ApiKeyAuthentication keys =
        new ApiKeyAuthentication(ring, new GuessLimit(30, time), new RefusalLog(time), time);
    List<KeyText> real =
        List.of(KeyText.make(new SecureRandom()), KeyText.make(new SecureRandom()));
    ring.replace(real.stream().map(key -> kept(key, time)).toList());
    Random random = new Random(56);
    int successes = 0;
    int refused = 0;
    int limited = 0;
    for (int i = 0; i < GUESSES; i++) {
      try {
        keys.authenticate(guess(real.get(i % 2).reveal(), random), "192.0.2." + i % 4);
        successes++;
      } catch (OverloadException e) {
        limited++;
      } catch (CredentialException e) {
        refused++;
      }
    }

    System.getLogger("row56")
        .log(
            System.Logger.Level.INFO,
            "row 56: {0} guesses, {1} successes, {2} checked and refused, {3} limited",
            GUESSES,
            successes,
            refused,
            limited);
    assertThat(successes).isZero();
    assertThat(refused).as("thirty for each address and key").isEqualTo(30 * 4);
    assertThat(limited).isEqualTo(GUESSES - refused);
  }

  /** The right key with one to four of its characters changed. */
  private static String guess(String key, Random random) {
    StringBuilder text = new StringBuilder(key);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = 21 + random.nextInt(43);
      text.setCharAt(at, text.charAt(at) == 'A' ? 'B' : 'A');
    }
    return text.toString().equals(key) ? key.substring(0, 63) + "!" : text.toString();
  }

  private static ApiKey kept(KeyText key, HandTime time) {
    return new ApiKey(
        key.id(), "row 56", key.hash(), Set.of(Role.PREDICT), Set.of(), 0, "system", time.now());
  }
}
