package io.sluice.audit;

import static io.sluice.audit.AuditFixture.append;
import static io.sluice.audit.AuditFixture.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.database.Database;
import io.sluice.model.ModelName;
import io.sluice.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
final class AuditLogTest {
  private final Database database;

  AuditLogTest(TestDatabase kind) {
    database = kind.open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void verify_nothingWritten_isIntact() {
    AuditVerification found = AuditLog.verify(database);

    assertThat(found).isEqualTo(new AuditVerification(0, ChainHash.NONE, null));
  }

  @Test
  void append_several_areReadAsTheyWereWritten() {
    append(database, 1, 8);

    List<AuditRow> rows = page(0, 100, AuditFilter.ALL);

    assertThat(rows).extracting(AuditRow::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    AuditRow first = AuditRow.after(0, ChainHash.NONE, entry(1));
    assertThat(rows.get(0)).isEqualTo(first);
    assertThat(rows.get(1)).isEqualTo(AuditRow.after(1, first.hash(), entry(2)));
    assertThat(AuditLog.verify(database))
        .isEqualTo(new AuditVerification(8, rows.get(7).hash(), null));
  }

  @Test
  void append_rolledBack_leavesNoGap() {
    append(database, 1, 2);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                database.transaction(
                    connection -> {
                      AuditLog.append(connection, entry(3));
                      throw new IllegalStateException("the change failed");
                    }));
    append(database, 4, 4);

    AuditVerification found = AuditLog.verify(database);
    assertThat(found.fault()).isNull();
    assertThat(found.entries()).isEqualTo(3);
  }

  @Test
  void append_manyAtOnce_makesOneChain() throws Exception {
    List<Callable<AuditRow>> writers = new ArrayList<>();
    for (int number = 1; number <= 40; number++) {
      AuditEntry entry = entry(number);
      writers.add(() -> database.transaction(connection -> AuditLog.append(connection, entry)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (Future<AuditRow> writer : threads.invokeAll(writers)) {
      writer.get();
    }
    threads.shutdown();

    AuditVerification found = AuditLog.verify(database);
    assertThat(found.fault()).isNull();
    assertThat(found.entries()).isEqualTo(40);
  }

  @Test
  void verify_moreThanAPage_readsAll() {
    database.<Boolean>transaction(
        connection -> {
          for (int number = 1; number <= 2500; number++) {
            AuditLog.append(connection, entry(number));
          }
          return true;
        });

    assertThat(AuditLog.verify(database)).matches(AuditVerification::intact);
  }

  @Test
  void page_filtered_showsOnlyThoseAndGoesOn() {
    append(database, 1, 12);
    ModelName iris = new ModelName("iris");
    AuditFilter ofIris = new AuditFilter(Set.of(iris), null, null);

    assertThat(page(0, 2, ofIris)).extracting(AuditRow::sequence).containsExactly(3L, 6L);
    assertThat(page(6, 2, ofIris)).extracting(AuditRow::sequence).containsExactly(9L);
    assertThat(page(0, 100, new AuditFilter(Set.of(), "key:even", "alias.set")))
        .extracting(AuditRow::sequence)
        .containsExactly(6L, 12L);
    assertThat(page(0, 100, new AuditFilter(Set.of(new ModelName("salary"), iris), null, null)))
        .hasSize(9);
  }

  private List<AuditRow> page(long after, int limit, AuditFilter filter) {
    return database.read(connection -> AuditLog.page(connection, after, limit, filter));
  }
}
