package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.Caller;
import io.sluice.model.ModelName;
import io.sluice.model.OverloadException;
import io.sluice.model.Role;
import io.sluice.model.ServingException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ApiKeyAuthenticationTest {
  private static final String ADDRESS = "192.0.2.7";

  private final HandTime time = new HandTime();
  private final KeyRing ring = new KeyRing(time);
  private final GuessLimit guesses = new GuessLimit(5, time);
  private final ApiKeyAuthentication keys =
      new ApiKeyAuthentication(ring, guesses, new RefusalLog(time), time);
  private final KeyText first = KeyText.make(new SecureRandom());
  private final KeyText second = KeyText.make(new SecureRandom());

  @BeforeEach
  void hang() {
    ring.replace(List.of(key(first, 0), key(second, 3)));
  }

  @Test
  void authenticate_goodKey_isItsOwner() {
    Caller caller = keys.authenticate(first.reveal(), ADDRESS);

    assertThat(caller.name()).isEqualTo("key:" + first.id());
    assertThat(caller.roles()).containsExactly(Role.PREDICT);
    assertThat(caller.models()).containsExactly(new ModelName("iris"));
  }

  @Test
  void authenticate_wrongSecretUnknownIdOrNoKey_isRefusedInTheSameWords() {
    String wrong = first.reveal().substring(0, 21) + second.reveal().substring(21);
    for (String text : List.of(wrong, KeyText.make(new SecureRandom()).reveal(), "x", "")) {
      assertThatThrownBy(() -> keys.authenticate(text, ADDRESS))
          .isInstanceOf(CredentialException.class)
          .hasMessage("The key is not valid.");
    }
  }

  @Test
  void authenticate_revokedKey_isRefusedAtOnce() {
    ring.replace(List.of(key(second, 3)));

    assertThatThrownBy(() -> keys.authenticate(first.reveal(), ADDRESS))
        .isInstanceOf(CredentialException.class);
  }

  @Test
  void authenticate_moreOftenThanTheLimit_isTooMany() {
    for (int i = 0; i < 3; i++) {
      keys.authenticate(second.reveal(), ADDRESS);
    }

    assertThatThrownBy(() -> keys.authenticate(second.reveal(), ADDRESS))
        .isInstanceOfSatisfying(
            OverloadException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ServingException.Kind.TOO_MANY_REQUESTS);
              assertThat(e.retryAfterSeconds()).isEqualTo(20);
            });
    ring.replace(List.of(key(first, 0), key(second, 3)));
    assertThatThrownBy(() -> keys.authenticate(second.reveal(), ADDRESS))
        .as("a reload does not give a new allowance")
        .isInstanceOf(OverloadException.class);
    time.pass(Duration.ofSeconds(20));
    assertThat(keys.authenticate(second.reveal(), ADDRESS).name()).endsWith(second.id());
  }

  @Test
  void authenticate_guessesAtOneKey_blockItForThatAddressOnly() {
    String wrong = first.reveal().substring(0, 21) + second.reveal().substring(21);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> keys.authenticate(wrong, ADDRESS))
          .isInstanceOf(CredentialException.class);
    }

    assertThatThrownBy(() -> keys.authenticate(first.reveal(), ADDRESS))
        .as("even the right one")
        .isInstanceOf(OverloadException.class);
    assertThat(keys.authenticate(second.reveal(), ADDRESS).name()).endsWith(second.id());
    assertThat(keys.authenticate(first.reveal(), "192.0.2.8").name()).endsWith(first.id());
    time.pass(Duration.ofMinutes(1));
    assertThat(keys.authenticate(first.reveal(), ADDRESS).name()).endsWith(first.id());
  }

  @Test
  void guesses_fromManyAddresses_doNotFillTheMemory() {
    for (int i = 0; i < 3 * GuessLimit.MOST; i++) {
      guesses.failed("2001:db8:" + i, "");
    }

    assertThat(guesses.size()).isLessThanOrEqualTo(GuessLimit.MOST);
  }

  @Test
  void toString_ofWhatIsKept_hasNoHash() {
    assertThat(key(first, 0).toString()).doesNotContain(first.hash()).contains(first.id());
  }

  private ApiKey key(KeyText text, int limit) {
    return new ApiKey(
        text.id(),
        "a test",
        text.hash(),
        Set.of(Role.PREDICT),
        Set.of(new ModelName("iris")),
        limit,
        "system",
        time.now());
  }
}
