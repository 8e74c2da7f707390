package io.sluice.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.feedback.FeedbackFixture.SetTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RecentTest {
  private final SetTime time = new SetTime();
  private final AtomicInteger made = new AtomicInteger();
  private final Recent<String, Integer> recent = new Recent<>(2, time);

  private int ask(String what) {
    return recent.get(
        what,
        asked -> {
          time.nanos += 10;
          return made.incrementAndGet();
        });
  }

  @Test
  void get_withinTwentyTimesItsCost_isTheSame() {
    assertThat(ask("a")).isEqualTo(1);
    time.nanos += 199;
    assertThat(ask("a")).isEqualTo(1);
    time.nanos += 1;
    assertThat(ask("a")).isEqualTo(2);
  }

  @Test
  void get_moreThanAreHeld_dropsTheOldest() {
    ask("a");
    ask("b");
    ask("c");

    assertThat(ask("c")).isEqualTo(3);
    assertThat(ask("a")).isEqualTo(4);
  }

  @Test
  void get_failed_isMadeAgain() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                recent.get(
                    "a",
                    asked -> {
                      throw new IllegalStateException("away");
                    }));

    assertThat(ask("a")).isEqualTo(1);
  }
}
