package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.Alias;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Outcome;
import io.sluice.model.Task;
import io.sluice.model.TimeSource;
import io.sluice.registry.Lease;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deploys the real samples, and folders that are broken in one way each. */
class BootTest {
  private static final Path SAMPLES = Path.of("models");

  @TempDir Path folder;
  @TempDir Path data;
  private final List<ModelId> published = new ArrayList<>();
  private ModelRegistry registry;

  @BeforeEach
  void emptyRegistry() {
    registry = new ModelRegistry(event -> published.add(event.id()), event -> {});
  }

  @AfterEach
  void freeNetworks() {
    registry.retireAll();
  }

  @Test
  void run_samples_allServe() {
    deploy(SAMPLES, Map.of());

    assertThat(published)
        .containsExactlyInAnyOrder(
            id("breast-cancer", 1), id("digits", 1), id("iris", 1), id("salary", 1));
    VersionStatus salary = status("salary", 1);
    assertThat(salary.state()).isEqualTo(VersionState.READY);
    assertThat(salary.engine()).isEqualTo("plan");
    assertThat(salary.engineReason()).isNull();
    assertThat(salary.sizeBytes()).isPositive();
  }

  @Test
  void run_archiveWithoutDescriptor_derivesTensorsAndClasses() throws IOException {
    copy("iris", "1", "plain", "1");
    Files.delete(folder.resolve("plain/1/model.json"));

    deploy(folder, Map.of());

    VersionStatus plain = status("plain", 1);
    assertThat(plain.reason()).isNull();
    assertThat(plain.descriptor()).isNotNull();
    assertThat(plain.descriptor().task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(plain.descriptor().operation().value()).isEqualTo("predict_plain");
    try (Lease lease = registry.lease(id("plain", 1))) {
      Outcome outcome =
          lease.predictor().predict(List.of(Map.of("input", List.of(5.1, 3.5, 1.4, 0.2)))).first();
      assertThat(((Outcome.Classification) outcome).label()).isEqualTo("0");
    }
  }

  @Test
  void run_brokenVersions_failAloneWithTheirReason() throws IOException {
    copy("iris", "1", "iris", "1");
    copyWith("iris", "2", "\"version\" : \"1\"", "\"version\" : \"2\"");
    Files.writeString(folder.resolve("iris/2/model.zip"), "no zip");
    copyWith("iris", "3", "\"version\" : \"1\"", "\"version\" : \"7\"");
    copyWith("iris", "4", "\"setosa\", ", "");
    Files.createDirectories(folder.resolve("iris/5"));

    deploy(folder, Map.of());

    assertThat(status("iris", 1).state()).isEqualTo(VersionState.READY);
    assertFailed(2, "archive: ");
    assertFailed(3, "/version: says 7, but this is 3");
    assertFailed(4, "has 2 labels, the network gives the shape [3]");
    assertFailed(5, "model.zip is missing");
    assertThat(registry.model(new ModelName("iris")).live()).contains(new ModelVersion(1));
  }

  @Test
  void run_layoutThatIsNotTheNetworks_fails() throws IOException {
    copy("digits", "1", "digits", "1");
    replace("digits", "\"NCHW\"", "\"NHWC\"");

    deploy(folder, Map.of());

    assertThat(status("digits", 1).reason())
        .isEqualTo("model.json: the input 'image' has the layout NHWC, the network NCHW");
  }

  @Test
  void run_layoutLeftOut_isTheNetworks() throws IOException {
    copy("digits", "1", "digits", "1");
    Files.delete(folder.resolve("digits/1/model.json"));

    deploy(folder, Map.of());

    assertThat(status("digits", 1).signature().inputs().get(0))
        .isInstanceOfSatisfying(
            TensorField.class, image -> assertThat(image.layout()).isEqualTo("NCHW"));
  }

  @Test
  void run_goldenPredictionThatDiffers_fails() throws IOException {
    copy("salary", "1", "salary", "1");
    Path json = folder.resolve("salary/1/model.json");
    String descriptor = Files.readString(json);
    Files.writeString(
        json, descriptor.replaceFirst("(\"prediction\"[^}]*\"salary\"\\s*:\\s*)[0-9.]+", "$199.5"));

    deploy(folder, Map.of());

    assertThat(status("salary", 1).reason()).startsWith("golden prediction 0: expected ");
  }

  @Test
  void run_operationOfAnotherModel_fails() throws IOException {
    copy("iris", "1", "iris", "1");
    copy("iris", "1", "second", "1");
    replace("second", "\"name\" : \"iris\"", "\"name\" : \"second\"");

    deploy(folder, Map.of());

    assertThat(status("second", 1).reason())
        .isEqualTo("the operation 'predict_iris' belongs to the model 'iris'");
  }

  @Test
  void run_aliases_comeFromFileAndConfiguration() throws IOException {
    copy("iris", "1", "iris", "1");
    copyWith("iris", "2", "\"version\" : \"1\"", "\"version\" : \"2\"");
    Files.writeString(folder.resolve("iris/aliases.properties"), "production=1\nstable=1\n");
    ModelName iris = new ModelName("iris");

    deploy(folder, Map.of(iris, Map.of(new Alias("stable"), new ModelVersion(2))));

    assertThat(registry.model(iris).live()).contains(new ModelVersion(1));
    assertThat(registry.model(iris).aliases())
        .containsEntry(new Alias("stable"), new ModelVersion(2));
  }

  @Test
  void run_memoryThatRunsOut_failsThatVersionAlone() throws IOException {
    copy("digits", "1", "digits", "1");
    copy("iris", "1", "iris", "1");

    deploy(folder, Map.of(), new MemoryRunsOutOnce());

    assertThat(status("digits", 1).reason())
        .isEqualTo("the server lacks the memory to load the model");
    assertThat(status("iris", 1).state()).isEqualTo(VersionState.READY);
  }

  @Test
  void run_noFolder_servesNothing() {
    deploy(folder.resolve("missing"), Map.of());

    assertThat(registry.snapshot().models()).isEmpty();
  }

  private void deploy(Path models, Map<ModelName, Map<Alias, ModelVersion>> aliases) {
    deploy(models, aliases, TimeSource.SYSTEM);
  }

  private void deploy(
      Path models, Map<ModelName, Map<Alias, ModelVersion>> aliases, TimeSource time) {
    Workshop workshop = new Workshop(registry, data, time, aliases);
    workshop.boot(models);
  }

  private void assertFailed(int version, String reason) {
    VersionStatus status = status("iris", version);
    assertThat(status.state()).isEqualTo(VersionState.FAILED);
    assertThat(status.reason()).contains(reason);
  }

  private VersionStatus status(String name, int version) {
    return registry.snapshot().version(id(name, version)).orElseThrow();
  }

  private void copy(String sample, String version, String name, String newVersion)
      throws IOException {
    Path target = Files.createDirectories(folder.resolve(name).resolve(newVersion));
    for (String file : List.of("model.zip", "model.json")) {
      Files.copy(SAMPLES.resolve(sample).resolve(version).resolve(file), target.resolve(file));
    }
  }

  private void copyWith(String sample, String version, String from, String to) throws IOException {
    copy(sample, "1", sample, version);
    Path json = folder.resolve(sample).resolve(version).resolve("model.json");
    String own = "\"version\" : \"" + version + "\"";
    String text = Files.readString(json);
    if (!from.contains("\"version\"")) {
      text = text.replace("\"version\" : \"1\"", own);
    }
    assertThat(text).contains(from);
    Files.write(json, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  private void replace(String name, String from, String to) throws IOException {
    Path json = folder.resolve(name).resolve("1/model.json");
    String text = Files.readString(json);
    assertThat(text).contains(from);
    Files.writeString(json, text.replace(from, to));
  }

  private static ModelId id(String name, int version) {
    return new ModelId(new ModelName(name), new ModelVersion(version));
  }

  /** While the first version is built the machine has no memory left; later it has. */
  private static final class MemoryRunsOutOnce implements TimeSource {
    private int readings;

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanoTime() {
      readings++;
      if (readings == 2) {
        throw new OutOfMemoryError("Physical memory usage is too high");
      }
      return readings;
    }
  }
}
