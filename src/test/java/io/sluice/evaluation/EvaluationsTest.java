package io.sluice.evaluation;

import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.database.Database;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelName;
import io.sluice.model.ServingException;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;
import io.sluice.testing.FakePredictor;
import io.sluice.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
final class EvaluationsTest {
  private static final ModelName RENT = new ModelName("rent");
  private static final String ROWS = "x,y\n1,2\n2,4\n3,6\n";

  private final Database database;
  private final ModelRegistry registry = new ModelRegistry(event -> {}, event -> {});
  private final Deque<Runnable> later = new ArrayDeque<>();
  @TempDir private Path folder;
  private Evaluations evaluations;

  EvaluationsTest(TestDatabase kind) {
    database = kind.open();
  }

  @BeforeEach
  void versions() {
    for (int version = 1; version <= 2; version++) {
      FakePredictor predictor = FakePredictor.constant("rent", version, 3 + version);
      registry.publish(predictor.ready(), predictor, () -> {});
    }
    evaluations =
        new Evaluations(
            database,
            registry,
            later::add,
            new EvaluationConfig(folder, 1000, 2),
            TimeSource.SYSTEM);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void order_table_isScoredAndKept() throws IOException {
    long id = order(1, null, SentTable.Format.CSV, ROWS);
    assertThat(found(id).state()).isEqualTo(EvaluationState.RUNNING);
    assertThat(evaluations.running(id)).isPresent();

    runAll();

    StoredEvaluation done = found(id);
    assertThat(done.state()).isEqualTo(EvaluationState.DONE);
    assertThat(done.rows()).isEqualTo(3);
    assertThat(done.dataBytes()).isEqualTo(ROWS.length());
    // Always 4, where 2, 4 and 6 were right.
    assertThat(report(done).at("/figures/mse").asDouble()).isEqualTo(8.0 / 3);
    assertThat(evaluations.list(id("rent", 1)))
        .extracting(StoredEvaluation::id)
        .containsExactly(id);
    assertThat(files()).isZero();
  }

  @Test
  void order_json_isScoredAsTheTable() throws IOException {
    long table = order(1, null, SentTable.Format.CSV, ROWS);
    long json =
        order(
            1,
            null,
            SentTable.Format.JSON,
            "{\"instances\":[{\"x\":1,\"y\":2},{\"y\":4,\"x\":2},{\"x\":3,\"y\":6}]}");
    runAll();

    assertThat(report(found(json))).isEqualTo(report(found(table)));
  }

  @Test
  void order_twoVersions_comparesThem() throws IOException {
    long id = order(1, 2, SentTable.Format.CSV, ROWS);
    runAll();

    JsonNode report = report(found(id));
    // Always 4 against always 5: errors of 2, 0, 2 against 3, 1, 1.
    assertThat(report.at("/first/mae").asDouble()).isEqualTo(4.0 / 3);
    assertThat(report.at("/second/mae").asDouble()).isEqualTo(5.0 / 3);
    assertThat(report.at("/differences/mae/value").asDouble()).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void order_wrongRow_failsAndNamesIt() {
    long range = order(1, null, SentTable.Format.CSV, "x,y\n1,2\n11,4\n");
    long answer = order(1, null, SentTable.Format.CSV, "x,y\n1,2\n2,much\n");
    runAll();

    assertThat(found(range).failure()).isEqualTo("row 2, x: 11 is out of range");
    assertThat(found(answer).failure()).isEqualTo("row 2, y: 'much' is no number");
    assertThat(found(answer).state()).isEqualTo(EvaluationState.FAILED);
  }

  @Test
  void order_jsonThatIsWrong_fails() {
    for (String body :
        new String[] {
          "{}", "[1]", "{\"instances\":[{\"x\":1}]}", "{\"instances\":[{\"x\":1,\"y\":2}", "nothing"
        }) {
      long id = order(1, null, SentTable.Format.JSON, body);
      runAll();
      assertThat(found(id).state()).as(body).isEqualTo(EvaluationState.FAILED);
      assertThat(found(id).failure()).as(body).isNotBlank();
    }
  }

  @Test
  void order_asManyAsMayBe_refusesOneMore() throws IOException {
    order(1, null, SentTable.Format.CSV, ROWS);
    order(1, null, SentTable.Format.CSV, ROWS);

    assertThatThrownBy(() -> order(1, null, SentTable.Format.CSV, ROWS))
        .isInstanceOf(ChangeException.class)
        .extracting(e -> ((ChangeException) e).kind())
        .isEqualTo(ChangeException.Kind.EVALUATION_BUSY);

    runAll();
    assertThat(order(1, null, SentTable.Format.CSV, ROWS)).isPositive();
  }

  @Test
  void order_whatCannotBeScored_isRefusedAtOnce() throws IOException {
    assertThatThrownBy(() -> order(3, null, SentTable.Format.CSV, ROWS))
        .isInstanceOf(ServingException.class);
    assertThatThrownBy(() -> order(1, null, SentTable.Format.CSV, ROWS + " ".repeat(1000)))
        .isInstanceOf(ServingException.class)
        .extracting(e -> ((ServingException) e).kind())
        .isEqualTo(ServingException.Kind.BODY_TOO_LARGE);
    assertThat(files()).isZero();
    assertThat(evaluations.list(id("rent", 1))).isEmpty();
  }

  @Test
  void cancel_waiting_endsIt() {
    long id = order(1, null, SentTable.Format.CSV, ROWS);
    evaluations.cancel(id);
    runAll();

    assertThat(found(id).state()).isEqualTo(EvaluationState.CANCELLED);
  }

  @Test
  void page_andTable_showTheFigures() {
    long one = order(1, null, SentTable.Format.CSV, ROWS);
    long two = order(1, 2, SentTable.Format.CSV, ROWS);
    runAll();

    assertThat(text(EvaluationCsv.of(found(one))))
        .startsWith("figure,value,lower,upper\r\n")
        .contains("\r\nmse,2.66");
    assertThat(text(EvaluationCsv.of(found(two))))
        .startsWith("figure,first,second,difference,lower,upper,p_value\r\n")
        .contains("\r\nmae,1.33");
    assertThat(text(EvaluationPage.of(found(one))))
        .contains("<svg", "Predicted against true", "<circle", "mse")
        .doesNotContain("<script", "style=\"", "http://", "https://");
    assertThat(text(EvaluationPage.of(found(two)))).contains("Second less first");
  }

  private long order(int version, @Nullable Integer second, SentTable.Format format, String rows) {
    InputStream body = new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8));
    return evaluations.order(
        id("rent", version),
        second == null ? null : id("rent", second),
        null,
        format,
        body,
        "key:a");
  }

  private void runAll() {
    while (!later.isEmpty()) {
      later.poll().run();
    }
  }

  private StoredEvaluation found(long id) {
    return evaluations.find(RENT, id).orElseThrow();
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }

  private static JsonNode report(StoredEvaluation one) throws IOException {
    return new ObjectMapper().readTree(String.valueOf(one.report()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
