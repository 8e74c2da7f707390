package io.sluice.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WaitingRoomTest {
  @ParameterizedTest
  @CsvSource({"96, 1, 64", "96, 2, 38", "96, 3, 27", "12, 1, 8", "1, 1, 1"})
  void enter_floodsOfSeveralVersions_leavesPlacesFree(int places, int versions, int each) {
    WaitingRoom room = new WaitingRoom(places);
    int[] inside = new int[versions];
    boolean entered = true;
    while (entered) {
      entered = false;
      for (int version = 0; version < versions; version++) {
        if (room.enter(inside[version])) {
          inside[version]++;
          entered = true;
        }
      }
    }

    assertThat(Arrays.stream(inside).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(each, each + 1));
    assertThat(room.taken()).isLessThanOrEqualTo(places);
    assertThat(room.hasPlace(inside[0])).isFalse();
  }

  @Test
  void enter_afterOneLeft_isAllowedAgain() {
    WaitingRoom room = new WaitingRoom(3);
    assertThat(room.enter(0)).isTrue();
    assertThat(room.enter(1)).isTrue();
    assertThat(room.enter(2)).isFalse();
    room.leave();

    assertThat(room.hasPlace(1)).isTrue();
    assertThat(room.enter(1)).isTrue();
  }

  @Test
  void new_withoutPlaces_isRefused() {
    assertThatThrownBy(() -> new WaitingRoom(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
