package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.intake.SourceFormat;
import io.sluice.intake.StagedFile;
import io.sluice.model.Alias;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Requester;
import io.sluice.model.TimeSource;
import io.sluice.registry.Lease;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.RegistrySnapshot;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import io.sluice.testing.IrisVersions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one database and one store: what one changes, the other does at its next look. */
final class CatalogueFollowerTest {
  private static final ModelName IRIS = new ModelName("iris");
  private static final Alias CANARY = new Alias("canary");
  private static final Requester SOMEBODY = Requester.ofServer("a test");

  @TempDir Path data;
  @TempDir Path empty;
  private final ModelRegistry first = new ModelRegistry(event -> {}, event -> {});
  private final ModelRegistry second = new ModelRegistry(event -> {}, event -> {});
  private Workshop one;
  private Workshop other;

  @BeforeEach
  void start() {
    one = new Workshop(first, data, TimeSource.SYSTEM, Map.of());
    other = other(Map.of());
    one.boot(empty);
    other.boot(empty);
  }

  @AfterEach
  void stop() {
    first.retireAll();
    second.retireAll();
    one.close();
    other.close();
  }

  @Test
  void look_versionPushedElsewhere_servesHereAndIsProduction() throws IOException {
    push(one, 1);
    push(one, 2);

    other.follower.look();

    assertThat(state(second, 1)).contains(VersionState.READY);
    assertThat(second.model(IRIS).live()).contains(new ModelVersion(2));
    assertThat(second.snapshot().version(id(2)).map(VersionStatus::digest))
        .isEqualTo(first.snapshot().version(id(2)).map(VersionStatus::digest));
    try (Lease lease = second.lease(id(2))) {
      Map<String, Double> flower =
          Map.of("sepal_length", 5.1, "sepal_width", 3.5, "petal_length", 1.4, "petal_width", 0.2);
      assertThat(lease.predictor().predict(List.of(flower)).first()).isNotNull();
    }
  }

  @Test
  void look_aliasesMovedElsewhere_areMovedHere() throws IOException {
    push(one, 1);
    push(one, 2);
    one.moves.set(
        new AliasTarget(IRIS, CANARY), new ModelVersion(1), OptionalLong.empty(), SOMEBODY);
    other.follower.look();
    assertThat(second.model(IRIS).aliases()).containsEntry(CANARY, new ModelVersion(1));

    one.moves.rollBack(IRIS, SOMEBODY);
    one.moves.delete(new AliasTarget(IRIS, CANARY), OptionalLong.empty(), SOMEBODY);
    other.follower.look();

    assertThat(second.model(IRIS).aliases())
        .containsExactly(Map.entry(ModelEntry.PRODUCTION, new ModelVersion(1)));
  }

  @Test
  void look_versionDeletedElsewhere_isGoneHere() throws IOException {
    push(one, 1);
    push(one, 2);
    other.follower.look();

    one.removal.remove(id(1), SOMEBODY);
    other.follower.look();

    assertThat(state(second, 1)).isEmpty();
    assertThat(state(second, 2)).contains(VersionState.READY);
    assertThat(second.draining()).isEmpty();
  }

  @Test
  void look_ownChangesAndNone_touchNothing() throws IOException {
    push(one, 1);
    one.moves.set(
        new AliasTarget(IRIS, CANARY), new ModelVersion(1), OptionalLong.empty(), SOMEBODY);
    RegistrySnapshot before = first.snapshot();

    one.follower.look();
    one.follower.look();

    assertThat(first.snapshot()).isSameAs(before);
  }

  @Test
  void look_pushesInTurns_bothHaveAll() throws IOException {
    push(one, 1);
    other.follower.look();
    push(other, 2);
    one.follower.look();
    other.follower.look();

    for (ModelRegistry registry : List.of(first, second)) {
      assertThat(registry.model(IRIS).live()).contains(new ModelVersion(2));
      assertThat(state(registry, 1)).contains(VersionState.READY);
    }
  }

  @Test
  void look_fileThatIsNotHereYet_isWaitedFor() throws IOException {
    push(one, 1);
    Path file = stored();
    Path away = data.resolve("away");
    Files.move(file, away);

    other.follower.look();
    assertThat(second.snapshot().version(id(1)).map(VersionStatus::reason))
        .contains("its file is not in the store yet");

    Files.move(away, file);
    other.follower.look();
    assertThat(second.model(IRIS).live()).contains(new ModelVersion(1));
  }

  @Test
  void look_damagedFile_isNotServedAndTheOldVersionStays() throws IOException {
    push(one, 1);
    other.follower.look();
    Path before = stored();
    push(one, 2);
    Path newest = storedBeside(before);
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);

    other.follower.look();

    assertThat(second.snapshot().version(id(2)).map(VersionStatus::reason))
        .contains("its file in the store is missing or was changed");
    assertThat(second.model(IRIS).live()).contains(new ModelVersion(1));
  }

  @Test
  void look_fileOfAnotherModel_isNotServedThoughNothingIsWrongWithIt() throws IOException {
    push(one, 1);
    Path before = stored();
    push(one, 2);
    Files.copy(before, storedBeside(before), StandardCopyOption.REPLACE_EXISTING);

    other.follower.look();

    assertThat(second.snapshot().version(id(2)).map(VersionStatus::reason))
        .contains("its file in the store is missing or was changed");
    assertThat(state(second, 1)).contains(VersionState.READY);
  }

  @Test
  void look_aliasThatIsPinnedHere_staysWhereItIs() throws IOException {
    push(one, 1);
    other.close();
    other = other(Map.of(IRIS, Map.of(ModelEntry.PRODUCTION, new ModelVersion(1))));
    other.boot(empty);

    push(one, 2);
    other.follower.look();

    assertThat(state(second, 2)).contains(VersionState.READY);
    assertThat(second.model(IRIS).live()).contains(new ModelVersion(1));
  }

  private Workshop other(Map<ModelName, Map<Alias, ModelVersion>> pins) {
    return new Workshop(second, data, TimeSource.SYSTEM, pins);
  }

  private Path stored() throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("store"))) {
      return files.filter(Files::isRegularFile).findAny().orElseThrow();
    }
  }

  private Path storedBeside(Path other) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("store"))) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.equals(other))
          .findAny()
          .orElseThrow();
    }
  }

  private static void push(Workshop workshop, int version) throws IOException {
    byte[] bytes = IrisVersions.archive(version);
    try (StagedFile staged =
        workshop.intake.stage(new ByteArrayInputStream(bytes), bytes.length, null)) {
      workshop.push.push(
          new PushOrder(
              IRIS,
              new ModelVersion(version),
              SourceFormat.DL4J,
              staged,
              IrisVersions.descriptor(version),
              null,
              null,
              false,
              false,
              SOMEBODY));
    }
  }

  private static Optional<VersionState> state(ModelRegistry registry, int version) {
    return registry.snapshot().version(id(version)).map(VersionStatus::state);
  }

  private static ModelId id(int version) {
    return new ModelId(IRIS, new ModelVersion(version));
  }
}
