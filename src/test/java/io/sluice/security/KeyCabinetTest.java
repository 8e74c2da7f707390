package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.audit.AuditFilter;
import io.sluice.audit.AuditLog;
import io.sluice.audit.AuditRow;
import io.sluice.database.Database;
import io.sluice.model.Caller;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelName;
import io.sluice.model.Role;
import io.sluice.model.ServingException;
import io.sluice.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KeyCabinetTest {
  private static final ModelName IRIS = new ModelName("iris");
  private static final KeyRequest READER =
      new KeyRequest("a reader", EnumSet.of(Role.PREDICT), Set.of(), 60);

  private final HandTime time = new HandTime();
  private final KeyRing ring = new KeyRing(time);

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void make_thenRevoke_isInForceAtOnceAndAudited(TestDatabase kind) {
    try (Database database = kind.open()) {
      KeyCabinet cabinet = new KeyCabinet(database, ring, time);

      KeyCabinet.Made made = cabinet.make(READER, Caller.SYSTEM, "request-1");
      assertThat(ring.find(made.key().id())).isNotNull();
      assertThat(cabinet.list(Caller.SYSTEM)).containsExactly(made.key());

      cabinet.revoke(made.key().id(), Caller.SYSTEM, "request-2");
      assertThat(ring.find(made.key().id())).isNull();
      assertThat(cabinet.list(Caller.SYSTEM)).isEmpty();
      assertThatThrownBy(() -> cabinet.revoke(made.key().id(), Caller.SYSTEM, null))
          .isInstanceOfSatisfying(
              ChangeException.class,
              e -> assertThat(e.kind()).isEqualTo(ChangeException.Kind.KEY_NOT_FOUND));
      List<AuditRow> rows =
          database.read(connection -> AuditLog.page(connection, 0, 10, AuditFilter.ALL));
      assertThat(rows.stream().map(AuditRow::action)).containsExactly("key.create", "key.revoke");
      assertThat(rows.get(0).requestId()).isEqualTo("request-1");
      assertThat(rows.get(0).object()).isEqualTo("keys/" + made.key().id());
      assertThat(rows.toString()).doesNotContain(made.text().reveal(), made.key().hash());
    }
  }

  @Test
  void make_moreThanItsMaker_isForbiddenAndLeavesNothing() {
    try (Database database = TestDatabase.H2.open()) {
      KeyCabinet cabinet = new KeyCabinet(database, ring, time);
      Caller admin = new Caller("key:a", EnumSet.of(Role.MODEL_ADMIN), Set.of());
      Caller bound = new Caller("key:b", EnumSet.of(Role.MODEL_ADMIN, Role.PREDICT), Set.of(IRIS));
      KeyRequest foreign =
          new KeyRequest("x", EnumSet.of(Role.PREDICT), Set.of(new ModelName("salary")), 0);

      assertForbidden(() -> cabinet.make(READER, admin, null));
      assertForbidden(() -> cabinet.make(foreign, bound, null));
      assertThat(cabinet.list(Caller.SYSTEM)).isEmpty();
      assertThat(cabinet.make(READER, bound, null).key().models()).containsExactly(IRIS);
    }
  }

  @Test
  void list_ofABoundAdministrator_holdsWhatIsWithinHisModels() {
    try (Database database = TestDatabase.H2.open()) {
      KeyCabinet cabinet = new KeyCabinet(database, ring, time);
      Caller bound = new Caller("key:b", EnumSet.of(Role.MODEL_ADMIN), Set.of(IRIS));
      KeyCabinet.Made all = cabinet.make(READER, Caller.SYSTEM, null);
      KeyCabinet.Made his =
          cabinet.make(
              new KeyRequest("his", EnumSet.of(Role.PREDICT), Set.of(IRIS), 0),
              Caller.SYSTEM,
              null);

      assertThat(cabinet.list(bound)).containsExactly(his.key());
      assertThatThrownBy(() -> cabinet.revoke(all.key().id(), bound, null))
          .isInstanceOf(ChangeException.class);
      cabinet.revoke(his.key().id(), bound, null);
    }
  }

  @Test
  void makeFirst_onceThenAgain_makesOneKeyForEverything() {
    try (Database database = TestDatabase.H2.open()) {
      KeyCabinet cabinet = new KeyCabinet(database, ring, time);
      List<KeyText> kept = new ArrayList<>();

      assertThat(cabinet.makeFirst(kept::add)).isTrue();
      assertThat(cabinet.makeFirst(kept::add)).isFalse();

      assertThat(kept).hasSize(1);
      assertThat(ring.find(kept.get(0).id()).caller().roles())
          .containsExactlyInAnyOrder(Role.values());
      cabinet.revoke(kept.get(0).id(), Caller.SYSTEM, null);
      assertThat(cabinet.makeFirst(kept::add)).as("when it was ended").isTrue();
    }
  }

  @Test
  void makeFirst_fileThatCannotBeWritten_leavesNoKeyThatNobodyHas() {
    try (Database database = TestDatabase.H2.open()) {
      KeyCabinet cabinet = new KeyCabinet(database, ring, time);

      assertThatThrownBy(
              () ->
                  cabinet.makeFirst(
                      text -> {
                        throw new UncheckedIOException(new IOException("full"));
                      }))
          .isInstanceOf(UncheckedIOException.class);
      assertThat(cabinet.list(Caller.SYSTEM)).isEmpty();
    }
  }

  @Test
  void reload_databaseAway_keepsTheLastKeys() {
    KeyCabinet.Made made;
    Database database = TestDatabase.H2.open();
    KeyCabinet cabinet = new KeyCabinet(database, ring, time);
    made = cabinet.make(READER, Caller.SYSTEM, null);
    database.close();

    assertThatThrownBy(cabinet::reload).isInstanceOf(RuntimeException.class);
    assertThat(ring.find(made.key().id())).isNotNull();
  }

  private static void assertForbidden(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ServingException.class,
            e -> assertThat(e.kind()).isEqualTo(ServingException.Kind.FORBIDDEN));
  }
}
