package io.sluice.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.database.Database;
import io.sluice.database.Sql;
import io.sluice.model.Caller;
import io.sluice.model.ModelName;
import io.sluice.model.Role;
import io.sluice.model.ServingException;
import io.sluice.testing.TestDatabase;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AuditResourceTest {
  private static final Caller AUDITOR = new Caller("key:a", Set.of(Role.AUDITOR), Set.of());
  private static final ModelName IRIS = new ModelName("iris");

  private static Database database;

  @BeforeAll
  static void open() {
    database = TestDatabase.H2.open();
    AuditFixture.append(database, 1, 12);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void list_first_hasEveryMemberThatIsThere() throws IOException {
    JsonNode page = page(AUDITOR, "0", "1", null);

    assertThat(names(page)).containsExactly("entries", "next");
    assertThat(page.path("next").longValue()).isEqualTo(1);
    JsonNode entry = page.at("/entries/0");
    assertThat(names(entry))
        .containsExactly(
            "sequence",
            "at",
            "actor",
            "role",
            "action",
            "object",
            "model",
            "oldDigest",
            "newDigest",
            "requestId",
            "outcome",
            "detail",
            "previousHash",
            "hash");
    assertThat(entry.path("at").textValue()).isEqualTo("2026-11-24T12:00:01.123456Z");
    assertThat(entry.path("sequence").longValue()).isEqualTo(1);
  }

  @Test
  void list_toTheEnd_saysThatThereIsNoMore() throws IOException {
    JsonNode page = page(AUDITOR, "10", "100", null);

    assertThat(page.path("entries").findValuesAsText("sequence")).containsExactly("11", "12");
    assertThat(names(page)).containsExactly("entries");
  }

  @Test
  void list_callerOfOneModel_showsThatOneOnly() throws IOException {
    Caller scoped = new Caller("key:b", Set.of(Role.AUDITOR), Set.of(IRIS));

    assertThat(page(scoped, "0", "100", null).path("entries").findValuesAsText("model"))
        .isNotEmpty()
        .containsOnly("iris");
    assertThatExceptionOfType(ServingException.class)
        .isThrownBy(() -> page(scoped, "0", "100", new ModelName("salary")))
        .matches(e -> e.kind() == ServingException.Kind.MODEL_NOT_FOUND);
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "x, 1", "0, 0", "0, 1001", "0, 1.5", "9223372036854775808, 1", "'', 1"})
  void list_numberOutOfRange_isInvalidParameter(String after, String limit) {
    assertThatExceptionOfType(ServingException.class)
        .isThrownBy(() -> page(AUDITOR, after, limit, null))
        .matches(e -> e.kind() == ServingException.Kind.INVALID_PARAMETER);
  }

  @Test
  void verification_intactThenAltered_pointsAtTheEntry() throws IOException {
    try (Database own = TestDatabase.H2.open()) {
      AuditFixture.append(own, 1, 3);
      JsonNode intact = verification(own);
      assertThat(names(intact)).containsExactly("intact", "entries", "hash");
      assertThat(intact.path("intact").booleanValue()).isTrue();
      assertThat(intact.path("entries").longValue()).isEqualTo(3);

      own.<Integer>transaction(
          c -> Sql.update(c, "UPDATE audit_entry SET actor = 'nobody' WHERE seq = 2"));

      assertThat(verification(own).path("fault"))
          .hasToString("{\"sequence\":2,\"rule\":\"altered\"}");
    }
  }

  @Test
  void methods_all_areForAuditorsOnly() {
    for (Method method : AuditResource.class.getDeclaredMethods()) {
      if (method.isAnnotationPresent(jakarta.ws.rs.GET.class)) {
        assertThat(method.getAnnotation(RolesAllowed.class).value()).containsExactly("auditor");
      }
    }
    assertThat(AuditResource.class.getAnnotation(Path.class).value()).isEqualTo("/audit");
  }

  private static JsonNode page(Caller caller, String after, String limit, @Nullable ModelName model)
      throws IOException {
    return json(new AuditResource(database).list(caller, after, limit, model, null, null));
  }

  private static JsonNode verification(Database database) throws IOException {
    return json(new AuditResource(database).verification());
  }

  private static JsonNode json(jakarta.ws.rs.core.Response answer) throws IOException {
    return new ObjectMapper().readTree((byte[]) answer.getEntity());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
