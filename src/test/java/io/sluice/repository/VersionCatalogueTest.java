package io.sluice.repository;

import static io.sluice.repository.CatalogueFixture.ORIGIN;
import static io.sluice.repository.CatalogueFixture.SALARY;
import static io.sluice.repository.CatalogueFixture.digest;
import static io.sluice.repository.CatalogueFixture.id;
import static io.sluice.repository.CatalogueFixture.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.database.Database;
import io.sluice.model.Alias;
import io.sluice.model.ChangeException;
import io.sluice.model.Digest;
import io.sluice.model.GateLimit;
import io.sluice.model.GateVerdict;
import io.sluice.model.GateVerdict.DataSet;
import io.sluice.model.GateVerdict.Measured;
import io.sluice.model.ModelId;
import io.sluice.model.ModelVersion;
import io.sluice.model.ServingException;
import io.sluice.repository.VersionCatalogue.Insertion;
import io.sluice.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
final class VersionCatalogueTest {
  private final Database database;

  VersionCatalogueTest(TestDatabase kind) {
    database = kind.open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void insert_new_isFoundAsItWasGiven() {
    CommittedVersion version =
        version(3, 3, "{\"name\":\"salary\",\"description\":\"\u00e9\u4e2d\"}");

    assertThat(insert(version)).isEqualTo(new Insertion(version, true));

    assertThat(find(id(3))).hasValue(version);
    assertThat(list()).containsExactly(version);
    assertThat(all()).containsExactly(version);
    assertThat(digests()).containsExactly(digest(1003));
  }

  @Test
  void insert_withWhatItsGateFound_isFoundAsItWasGiven() {
    List<Measured> limits =
        List.of(
            new Measured(GateLimit.parse("accuracy >= 0.95"), 0.91),
            new Measured(GateLimit.parse("precision >= 0.9"), Double.NaN),
            new Measured(GateLimit.parse("latency_p99 <= 5ms"), 0.1234567890123));
    DataSet sent = new DataSet("h.csv", digest(77), 50, true);
    DataSet operators = new DataSet("o.csv", digest(78), 1_000_000, false);
    CommittedVersion held = gated(1, new GateVerdict(limits, sent)).withState(CommitState.HELD);
    CommittedVersion passed = gated(2, new GateVerdict(limits.subList(2, 3), operators));
    CommittedVersion timed = gated(3, new GateVerdict(limits.subList(2, 3), null));

    List.of(held, passed, timed).forEach(this::insert);

    assertThat(all()).containsExactly(held, passed, timed);
    assertThat(digests())
        .containsExactlyInAnyOrder(digest(1001), digest(1002), digest(1003), digest(77));
    delete(id(1));
    assertThat(digests()).containsExactlyInAnyOrder(digest(1002), digest(1003));
  }

  private static CommittedVersion gated(int number, GateVerdict gate) {
    CommittedVersion plain = version(number);
    return new CommittedVersion(
        plain.id(),
        plain.source(),
        plain.sourceBytes(),
        plain.stored(),
        plain.storedBytes(),
        plain.format(),
        plain.descriptor(),
        plain.state(),
        plain.pushedAt(),
        plain.pushedBy(),
        gate);
  }

  @Test
  void insert_descriptorOfFourMegabytes_isKept() {
    CommittedVersion version = version(1, 1, "x".repeat(DescriptorReader.MAX_BYTES));

    insert(version);

    assertThat(find(id(1))).hasValue(version);
  }

  @Test
  void insert_samePushAgain_findsTheFirst() {
    insert(version(1, 7, "{}"));

    Insertion again = insert(version(1, 7, "{}"));

    assertThat(again).isEqualTo(new Insertion(version(1, 7, "{}"), false));
    assertThat(all()).hasSize(1);
  }

  @Test
  void insert_otherBytesOrDescriptor_isConflict() {
    insert(version(1, 7, "{}"));

    assertConflict(version(1, 8, "{}"));
    assertConflict(version(1, 7, "{ }"));
    assertConflict(version(1, 7, null));
  }

  @Test
  void next_always_followsTheHighestEverTaken() {
    assertThat(next()).isEqualTo(new ModelVersion(1));
    insert(version(4));
    insert(version(9));
    delete(id(9));

    assertThat(next()).isEqualTo(new ModelVersion(10));
  }

  @Test
  void next_highestNumberTaken_isConflict() {
    insert(version(999_999_999));

    assertThatExceptionOfType(ChangeException.class)
        .isThrownBy(this::next)
        .matches(e -> e.kind() == ChangeException.Kind.VERSION_CONFLICT);
  }

  @Test
  void next_manyAtOnce_giveEachItsOwnNumber() throws Exception {
    List<Callable<Integer>> pushes = new ArrayList<>();
    for (int seed = 1; seed <= 12; seed++) {
      int own = seed;
      pushes.add(
          () ->
              database.transaction(
                  c -> {
                    int number = VersionCatalogue.next(c, SALARY).number();
                    VersionCatalogue.insert(c, version(number, own, null));
                    return number;
                  }));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Integer> numbers = new ArrayList<>();
    for (Future<Integer> push : threads.invokeAll(pushes)) {
      numbers.add(push.get());
    }
    threads.shutdown();

    assertThat(numbers).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void delete_unused_leavesATombstone() {
    insert(version(1));

    assertThat(delete(id(1))).isEqualTo(version(1));

    assertThat(all()).isEmpty();
    assertThat(digests()).isEmpty();
    assertConflict(version(1));
    assertThatExceptionOfType(ServingException.class)
        .isThrownBy(() -> delete(id(1)))
        .matches(e -> e.kind() == ServingException.Kind.VERSION_NOT_FOUND);
  }

  @Test
  void delete_underAnAlias_isInUseAndNamesIt() {
    insert(version(1));
    database.transaction(
        c -> AliasCatalogue.set(c, id(1), new Alias("canary"), OptionalLong.empty(), ORIGIN));

    assertThatExceptionOfType(ChangeException.class)
        .isThrownBy(() -> delete(id(1)))
        .matches(e -> e.kind() == ChangeException.Kind.VERSION_IN_USE)
        .withMessageContaining("canary");
    assertThat(all()).hasSize(1);
  }

  @Test
  void release_held_isCommitted() {
    insert(version(1).withState(CommitState.HELD));

    assertThat(release(id(1))).isEqualTo(version(1));

    assertThat(find(id(1))).hasValue(version(1));
  }

  private Insertion insert(CommittedVersion version) {
    return database.transaction(c -> VersionCatalogue.insert(c, version));
  }

  private Optional<CommittedVersion> find(ModelId id) {
    return database.read(c -> VersionCatalogue.find(c, id));
  }

  private List<CommittedVersion> list() {
    return database.read(c -> VersionCatalogue.list(c, SALARY));
  }

  private List<CommittedVersion> all() {
    return database.read(VersionCatalogue::list);
  }

  private Set<Digest> digests() {
    return database.read(VersionCatalogue::storedDigests);
  }

  private CommittedVersion delete(ModelId id) {
    return database.transaction(c -> VersionCatalogue.delete(c, id));
  }

  private CommittedVersion release(ModelId id) {
    return database.transaction(c -> VersionCatalogue.release(c, id));
  }

  private ModelVersion next() {
    return database.read(c -> VersionCatalogue.next(c, SALARY));
  }

  private void assertConflict(CommittedVersion version) {
    assertThatExceptionOfType(ChangeException.class)
        .isThrownBy(() -> insert(version))
        .matches(e -> e.kind() == ChangeException.Kind.VERSION_CONFLICT);
  }
}
