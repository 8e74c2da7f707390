package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.audit.AuditFilter;
import io.sluice.audit.AuditLog;
import io.sluice.intake.SourceFormat;
import io.sluice.intake.StagedFile;
import io.sluice.model.Alias;
import io.sluice.model.ChangeException;
import io.sluice.model.GateLimit;
import io.sluice.model.GateTerms;
import io.sluice.model.GateVerdict;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Requester;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import io.sluice.testing.IrisVersions;
import io.sluice.training.HeldOutRows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of versions that have a gate, over a database and through restarts. */
class GatedPushTest {
  private static final ModelName IRIS = new ModelName("iris");
  private static final Requester TESTER = Requester.ofServer("test");
  private static final GateTerms OPERATORS =
      new GateTerms(
          "irises.csv",
          null,
          "species",
          Stream.of("accuracy >= 0.85", "latency_p99 <= 60s").map(GateLimit::parse).toList());

  @TempDir private Path data;
  private ModelRegistry registry;
  private Workshop workshop;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(data.resolve("datasets"));
    Files.writeString(data.resolve("datasets/irises.csv"), HeldOutRows.csv("iris"));
    start(Map.of(IRIS, OPERATORS));
  }

  @AfterEach
  void stop() {
    registry.retireAll();
    workshop.close();
  }

  private void start(Map<ModelName, GateTerms> gates) {
    registry = new ModelRegistry(event -> {}, event -> {});
    workshop =
        new Workshop(
            registry,
            data,
            TimeSource.SYSTEM,
            Map.of(),
            Workshop.door(data, new TrialHere()),
            gates);
    workshop.boot(data.resolve("none"));
  }

  private void restart(Map<ModelName, GateTerms> gates) {
    stop();
    start(gates);
  }

  @Test
  void push_versionsOnEitherSideOfTheGate_serveOrAreHeldForGood() throws IOException {
    PushedVersion good = push(1, IrisVersions.sample(), IrisVersions.descriptor(1), null);
    byte[] untrained = IrisVersions.archive(2);
    PushedVersion bad = push(2, untrained, IrisVersions.descriptor(2), null);

    assertThat(good.status().state()).isEqualTo(VersionState.READY);
    assertThat(good.status().gate().passed()).isTrue();
    assertThat(bad.made()).isTrue();
    assertHeld(bad.status());
    assertThat(bad.status().reason()).startsWith("its gate holds it back: accuracy >= 0.85, but");
    assertThat(live()).isEqualTo(1);
    assertThat(push(2, untrained, IrisVersions.descriptor(2), null).made()).isFalse();

    restart(Map.of());

    assertThat(live()).isEqualTo(1);
    assertThat(status(1).gate()).isEqualTo(good.status().gate());
    assertHeld(status(2));
    assertThat(status(2).gate()).isEqualTo(bad.status().gate());
    assertThat(audit()).contains("its gate holds it back");
  }

  @Test
  void push_worseVersionAfterABetter_keepsProductionAndItsNumber() throws IOException {
    push(1, IrisVersions.sample(), IrisVersions.descriptor(1), null);
    push(2, IrisVersions.archive(2), IrisVersions.descriptor(2), null);

    workshop.removal.remove(id(2), TESTER);

    assertThat(registry.snapshot().version(id(2))).isEmpty();
    PushedVersion next = push(0, IrisVersions.sample(), withoutVersion(), null);
    assertThat(next.status().id()).isEqualTo(id(3));
    assertThat(live()).isEqualTo(3);
  }

  @Test
  void set_heldVersion_isRefusedUntilSomebodyOverrides() throws IOException {
    push(1, IrisVersions.sample(), IrisVersions.descriptor(1), null);
    push(2, IrisVersions.archive(2), IrisVersions.descriptor(2), null);
    AliasTarget production = new AliasTarget(IRIS, ModelEntry.PRODUCTION);
    AliasTarget canary = new AliasTarget(IRIS, new Alias("canary"));

    ChangeException refusal =
        refused(() -> workshop.moves.set(canary, new ModelVersion(2), any(), TESTER));
    AliasMoves.Set set = workshop.override.set(canary, new ModelVersion(2), any(), TESTER);

    assertThat(refusal.kind()).isEqualTo(ChangeException.Kind.VERSION_HELD);
    assertThat(refusal).hasMessageContaining("accuracy >= 0.85, but it is");
    assertThat(set.made()).isTrue();
    assertThat(status(2).state()).isEqualTo(VersionState.READY);
    assertThat(status(2).gate().passed()).isFalse();
    assertThat(live()).isEqualTo(1);
    registry.lease(id(2)).close();
    assertThat(workshop.override.set(production, new ModelVersion(2), any(), TESTER).made())
        .isFalse();
    assertThat(live()).isEqualTo(2);
    assertThat(audit()).contains("version.release", "overridden: its gate holds it back");

    restart(Map.of(IRIS, OPERATORS));

    assertThat(live()).isEqualTo(2);
    assertThat(status(2).state()).isEqualTo(VersionState.READY);
  }

  @Test
  void override_withAnotherRevision_releasesNothing() throws IOException {
    push(1, IrisVersions.sample(), IrisVersions.descriptor(1), null);
    push(2, IrisVersions.archive(2), IrisVersions.descriptor(2), null);
    AliasTarget production = new AliasTarget(IRIS, ModelEntry.PRODUCTION);

    ChangeException refusal =
        refused(
            () ->
                workshop.override.set(
                    production, new ModelVersion(2), OptionalLong.of(99_999), TESTER));

    assertThat(refusal.kind()).isEqualTo(ChangeException.Kind.PRECONDITION_FAILED);
    assertHeld(status(2));
    assertThat(live()).isEqualTo(1);
  }

  @Test
  void push_dryRun_measuresAndKeepsNothing() throws IOException {
    PushedVersion dry = push(2, IrisVersions.archive(2), IrisVersions.descriptor(2), null, true);

    assertThat(dry.made()).isFalse();
    assertThat(dry.status().gate().passed()).isFalse();
    assertThat(dry.status().reason()).startsWith("a dry run: nothing was kept; its gate");
    assertThat(registry.snapshot().version(id(2))).isEmpty();
  }

  @Test
  void push_descriptorWithAWeakerGate_isHeldByTheOperators() throws IOException {
    String weak = IrisVersions.gatedDescriptor(2, "own.csv", "accuracy >= 0", "accuracy >= 0.5");

    PushedVersion pushed = push(2, IrisVersions.archive(2), weak, alwaysSetosa());

    GateVerdict gate = pushed.status().gate();
    assertThat(pushed.status().state()).isEqualTo(VersionState.HELD);
    assertThat(gate.limits())
        .extracting(measured -> measured.limit().toString())
        .containsExactly(
            "accuracy >= 0.85", "latency_p99 <= 60s", "accuracy >= 0", "accuracy >= 0.5");
    assertThat(gate.dataset().name()).isEqualTo("irises.csv");
    assertThat(gate.dataset().rows()).isEqualTo(30);
    assertThat(gate.dataset().kept()).isFalse();
  }

  @Test
  void push_dataSetWithTheModel_measuresAndIsKeptWithIt() throws IOException {
    restart(Map.of());
    String descriptor =
        IrisVersions.gatedDescriptor(1, null, "accuracy >= 0.9", "latency_p50 <= 60s");

    PushedVersion pushed = push(1, IrisVersions.sample(), descriptor, HeldOutRows.csv("iris"));

    GateVerdict.DataSet dataset = pushed.status().gate().dataset();
    assertThat(pushed.status().state()).isEqualTo(VersionState.READY);
    assertThat(dataset.name()).isEqualTo("sent.csv");
    assertThat(workshop.store.path(dataset.digest()))
        .hasValueSatisfying(file -> assertThat(file).hasContent(HeldOutRows.csv("iris")));
    assertThat(workshop.database.read(io.sluice.repository.VersionCatalogue::storedDigests))
        .contains(dataset.digest());
    try (Stream<Path> staged = Files.list(data.resolve("staging"))) {
      assertThat(staged.filter(file -> file.toString().endsWith(".part"))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "own.csv | acuracy >= 0.9 | - | bounds no figure that is known",
        "own.csv | mae <= 3 | - | bounds a figure of a regression, but the model does classification",
        "own.csv | accuracy >= 0.9 | - | there is no data set 'own.csv'",
        "- | accuracy >= 0.9 | - | the gate needs a data set",
        "- | accuracy >= 0.9 | sepal_length,species;1,setosa | row 1, sepal_width: 'sepal_width' is missing",
        "- | latency_p99 <= 60s | a,b;1,2 | -",
      })
  void push_gateThatCannotBe_isRefusedWithTheReason(
      @Nullable String name, String limit, @Nullable String rows, @Nullable String message)
      throws IOException {
    restart(Map.of());
    String sent = rows == null ? null : rows.replace(';', '\n');

    if (message == null) {
      assertThat(
              push(1, IrisVersions.sample(), IrisVersions.gatedDescriptor(1, name, limit), sent)
                  .status()
                  .gate()
                  .dataset())
          .isNull();
      return;
    }
    ChangeException refusal =
        refused(
            () ->
                push(1, IrisVersions.sample(), IrisVersions.gatedDescriptor(1, name, limit), sent));

    assertThat(refusal.kind()).isEqualTo(ChangeException.Kind.ARCHIVE_REJECTED);
    assertThat(refusal.reason()).isIn("GATE_INVALID", "TRIAL_DATASET");
    assertThat(refusal).hasMessageContaining(message);
    assertThat(registry.snapshot().version(id(1))).isEmpty();
  }

  private interface Act {
    Object run() throws IOException;
  }

  private static ChangeException refused(Act act) {
    ChangeException refusal = catchThrowableOfType(ChangeException.class, act::run);
    assertThat(refusal).as("it is refused").isNotNull();
    return refusal;
  }

  private void assertHeld(VersionStatus status) {
    assertThat(status.state()).isEqualTo(VersionState.HELD);
    assertThat(status.gate().passed()).isFalse();
    assertThat(registry.snapshot().model(IRIS).orElseThrow().live().orElseThrow())
        .isNotEqualTo(status.id().version());
  }

  private PushedVersion push(int number, byte[] archive, String descriptor, @Nullable String rows)
      throws IOException {
    return push(number, archive, descriptor, rows, false);
  }

  /**
   * @param number 0 for the next
   */
  private PushedVersion push(
      int number, byte[] archive, String descriptor, @Nullable String rows, boolean dryRun)
      throws IOException {
    try (StagedFile staged = workshop.intake.stage(new ByteArrayInputStream(archive), -1, null);
        StagedFile dataset = rows == null ? null : staged(rows)) {
      return workshop.push.push(
          new PushOrder(
              IRIS,
              number == 0 ? null : new ModelVersion(number),
              SourceFormat.DL4J,
              staged,
              descriptor,
              null,
              dataset == null ? null : new SentDataset(dataset, "sent.csv"),
              dryRun,
              false,
              TESTER));
    }
  }

  private StagedFile staged(String rows) throws IOException {
    return workshop.intake.stageData(
        new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)), 1 << 20);
  }

  private static String withoutVersion() throws IOException {
    ObjectNode descriptor = tree(IrisVersions.descriptor(1));
    descriptor.remove("version");
    return descriptor.toString();
  }

  private static ObjectNode tree(String json) throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(json);
  }

  private static String alwaysSetosa() {
    return "sepal_length,sepal_width,petal_length,petal_width,species\n5,3,1,0,setosa\n";
  }

  private long live() {
    return registry.model(IRIS).live().orElseThrow().number();
  }

  private VersionStatus status(int version) {
    return registry.snapshot().version(id(version)).orElseThrow();
  }

  private String audit() {
    return workshop.database.read(c -> AuditLog.page(c, 0, 50, AuditFilter.ALL)).toString();
  }

  private static ModelId id(int version) {
    return new ModelId(IRIS, new ModelVersion(version));
  }

  private static OptionalLong any() {
    return OptionalLong.empty();
  }
}
