package io.sluice.repository;

import static io.sluice.repository.CatalogueFixture.ORIGIN;
import static io.sluice.repository.CatalogueFixture.SALARY;
import static io.sluice.repository.CatalogueFixture.id;
import static io.sluice.repository.CatalogueFixture.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.database.Database;
import io.sluice.model.Alias;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelVersion;
import io.sluice.model.ServingException;
import io.sluice.testing.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
final class AliasCatalogueTest {
  private static final Alias PRODUCTION = new Alias("production");
  private static final OptionalLong ANY = OptionalLong.empty();

  private final Database database;

  AliasCatalogueTest(TestDatabase kind) {
    database = kind.open();
  }

  @BeforeEach
  void versions() {
    for (int number = 1; number <= 3; number++) {
      CommittedVersion version = version(number);
      database.transaction(c -> VersionCatalogue.insert(c, version));
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void set_new_isFound() {
    AliasPointer pointer = set(2, ANY);

    assertThat(pointer.version()).isEqualTo(new ModelVersion(2));
    assertThat(pointer.revision()).isPositive();
    assertThat(find()).hasValue(pointer);
    assertThat(list()).containsExactly(pointer);
    assertThat(all()).containsExactly(pointer);
  }

  @Test
  void set_knownState_moves() {
    AliasPointer first = set(1, OptionalLong.of(AliasCatalogue.ABSENT));

    AliasPointer second = set(2, OptionalLong.of(first.revision()));

    assertThat(second.revision()).isGreaterThan(first.revision());
  }

  @Test
  void set_otherStateThanKnown_isRefusedAndChangesNothing() {
    AliasPointer first = set(1, ANY);

    assertStale(OptionalLong.of(AliasCatalogue.ABSENT));
    assertStale(OptionalLong.of(first.revision() + 1));
    assertThat(find()).hasValue(first);
  }

  @Test
  void set_madeAnew_hasNoRevisionOfBefore() {
    AliasPointer first = set(1, ANY);
    delete();
    set(1, ANY);

    assertStale(OptionalLong.of(first.revision()));
  }

  @Test
  void set_sameVersion_changesNothing() {
    AliasPointer first = set(1, ANY);

    assertThat(set(1, ANY)).isEqualTo(first);
    assertThat(history(ANY, 10)).hasSize(1);
  }

  @Test
  void set_versionThatCannotServe_isRefused() {
    CommittedVersion held = version(4).withState(CommitState.HELD);
    database.transaction(c -> VersionCatalogue.insert(c, held));

    assertThatExceptionOfType(ServingException.class)
        .isThrownBy(() -> set(4, ANY))
        .matches(e -> e.kind() == ServingException.Kind.VERSION_NOT_READY);
    assertThatExceptionOfType(ServingException.class)
        .isThrownBy(() -> set(5, ANY))
        .matches(e -> e.kind() == ServingException.Kind.VERSION_NOT_FOUND);
    assertThat(find()).isEmpty();
  }

  @Test
  void set_sameStateKnownToMany_letsOneThrough() throws Exception {
    AliasPointer first = set(1, ANY);
    List<Callable<AliasPointer>> callers =
        IntStream.range(0, 8)
            .<Callable<AliasPointer>>mapToObj(
                i -> () -> set(2 + i % 2, OptionalLong.of(first.revision())))
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    int through = 0;
    for (Future<AliasPointer> caller : threads.invokeAll(callers)) {
      try {
        caller.get();
        through++;
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(ChangeException.class);
      }
    }
    threads.shutdown();

    assertThat(through).isEqualTo(1);
  }

  @Test
  void rollBack_again_goesFurtherBack() {
    set(1, ANY);
    set(2, ANY);
    set(3, ANY);

    assertThat(rollBack().version()).isEqualTo(new ModelVersion(2));
    assertThat(rollBack().version()).isEqualTo(new ModelVersion(1));
    assertNothingToRollBack();
    assertThat(set(3, ANY).version()).isEqualTo(new ModelVersion(3));
    assertThat(rollBack().version()).isEqualTo(new ModelVersion(1));
  }

  @Test
  void rollBack_previousDeleted_goesPastIt() {
    set(1, ANY);
    set(2, ANY);
    set(3, ANY);
    database.transaction(c -> VersionCatalogue.delete(c, id(2)));

    assertThat(rollBack().version()).isEqualTo(new ModelVersion(1));
  }

  @Test
  void rollBack_backAndForth_neverStaysWhereItIs() {
    set(1, ANY);
    set(2, ANY);
    set(1, ANY);
    database.transaction(c -> VersionCatalogue.delete(c, id(2)));

    assertNothingToRollBack();
  }

  @Test
  void rollBack_noAlias_isNotFound() {
    assertThatExceptionOfType(ServingException.class)
        .isThrownBy(this::rollBack)
        .matches(e -> e.kind() == ServingException.Kind.ALIAS_NOT_FOUND);
  }

  @Test
  void delete_known_isGoneAndItsVersionFree() {
    AliasPointer first = set(1, ANY);

    assertThat(delete()).isEqualTo(first);

    assertThat(find()).isEmpty();
    CommittedVersion deleted = database.transaction(c -> VersionCatalogue.delete(c, id(1)));
    assertThat(deleted.id()).isEqualTo(id(1));
    assertThatExceptionOfType(ServingException.class)
        .isThrownBy(this::delete)
        .matches(e -> e.kind() == ServingException.Kind.ALIAS_NOT_FOUND);
  }

  @Test
  void history_paged_tellsAllFromTheLast() {
    set(1, ANY);
    set(2, ANY);
    rollBack();
    delete();

    List<AliasChange> first = history(ANY, 3);
    List<AliasChange> rest = history(OptionalLong.of(first.get(2).id()), 3);

    assertThat(first)
        .extracting(change -> change.action().wireName(), AliasChange::from, AliasChange::to)
        .containsExactly(
            tuple("delete", new ModelVersion(1), null),
            tuple("rollback", new ModelVersion(2), new ModelVersion(1)),
            tuple("set", new ModelVersion(1), new ModelVersion(2)));
    assertThat(rest)
        .extracting(AliasChange::from, AliasChange::to, AliasChange::origin)
        .containsExactly(tuple(null, new ModelVersion(1), ORIGIN));
  }

  private AliasPointer set(int number, OptionalLong expected) {
    return database.transaction(
        c -> AliasCatalogue.set(c, id(number), PRODUCTION, expected, ORIGIN));
  }

  private AliasPointer rollBack() {
    return database.transaction(c -> AliasCatalogue.rollBack(c, SALARY, PRODUCTION, ANY, ORIGIN));
  }

  private AliasPointer delete() {
    return database.transaction(c -> AliasCatalogue.delete(c, SALARY, PRODUCTION, ANY, ORIGIN));
  }

  private List<AliasPointer> list() {
    return database.read(c -> AliasCatalogue.list(c, SALARY));
  }

  private List<AliasPointer> all() {
    return database.read(AliasCatalogue::list);
  }

  private Optional<AliasPointer> find() {
    return database.read(c -> AliasCatalogue.find(c, SALARY, PRODUCTION));
  }

  private List<AliasChange> history(OptionalLong before, int limit) {
    return database.read(c -> AliasHistory.page(c, SALARY, before, limit));
  }

  private void assertStale(OptionalLong expected) {
    assertThatExceptionOfType(ChangeException.class)
        .isThrownBy(() -> set(3, expected))
        .matches(e -> e.kind() == ChangeException.Kind.PRECONDITION_FAILED);
  }

  private void assertNothingToRollBack() {
    assertThatExceptionOfType(ChangeException.class)
        .isThrownBy(this::rollBack)
        .matches(e -> e.kind() == ChangeException.Kind.NOTHING_TO_ROLL_BACK);
  }
}
