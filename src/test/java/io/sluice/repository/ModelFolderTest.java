package io.sluice.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.Alias;
import io.sluice.model.ArtifactFormat;
import io.sluice.model.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
  @TempDir Path parent;
  private Path root;
  private ModelFolder folder;

  @BeforeEach
  void emptyFolder() throws IOException {
    root = Files.createDirectory(parent.resolve("models"));
    folder = new ModelFolder(root);
  }

  @Test
  void models_versions_areSortedByNumber() throws IOException {
    version("rent", "10");
    version("rent", "9");
    version("price", "1");

    List<StoredModel> models = folder.models();

    assertThat(models).extracting(model -> model.name().value()).containsExactly("price", "rent");
    assertThat(models.get(1).versions())
        .extracting(stored -> stored.id().version().number())
        .containsExactly(9, 10);
  }

  @Test
  void models_whateverElseLiesThere_isPassedOver() throws IOException {
    version("rent", "1");
    version("rent", "01");
    version("rent", "next");
    version("Rent", "1");
    version(".git", "1");
    Files.createDirectory(root.resolve("empty"));
    Files.writeString(root.resolve("README"), "notes");
    Path outside = Files.createDirectories(parent.resolve("outside/1"));
    Files.createSymbolicLink(root.resolve("linked"), outside.getParent());
    Files.createSymbolicLink(root.resolve("rent/2"), outside);

    List<StoredModel> models = folder.models();

    assertThat(models).hasSize(1);
    assertThat(models.get(0).versions()).hasSize(1);
  }

  @Test
  void models_graphInPlaceOfAnArchive_isFoundUnlessBothAreThere() throws IOException {
    version("rent", "1");
    version("rent", "2");
    Files.writeString(root.resolve("rent/1/model.onnx"), "graph");
    Files.writeString(root.resolve("rent/2/model.onnx"), "graph");
    Files.writeString(root.resolve("rent/2/model.zip"), "archive");

    List<StoredVersion> versions = folder.models().get(0).versions();

    assertThat(versions.get(0).format()).isEqualTo(ArtifactFormat.ONNX);
    assertThat(versions.get(0).archive()).isEqualTo(root.resolve("rent/1/model.onnx"));
    assertThat(versions.get(1).format()).isEqualTo(ArtifactFormat.DL4J);
    assertThat(versions.get(1).archive()).isEqualTo(root.resolve("rent/2/model.zip"));
  }

  @Test
  void models_aliasesFile_isRead() throws IOException {
    version("rent", "1");
    Files.writeString(root.resolve("rent/aliases.properties"), "production = 1\nstable=7\n");

    assertThat(folder.models().get(0).aliases())
        .containsEntry(new Alias("production"), new ModelVersion(1))
        .containsEntry(new Alias("stable"), new ModelVersion(7));
  }

  @Test
  void models_brokenAliasesFile_leavesTheModel() throws IOException {
    version("rent", "1");
    Files.writeString(root.resolve("rent/aliases.properties"), "production=latest");

    assertThat(folder.models().get(0).aliases()).isEmpty();
  }

  @Test
  void descriptor_missingFile_isEmpty() throws Exception {
    version("rent", "1");

    assertThat(folder.descriptor(folder.models().get(0).versions().get(0))).isEmpty();
  }

  @Test
  void descriptor_link_isNotFollowed() throws Exception {
    version("rent", "1");
    Path secret = Files.writeString(parent.resolve("secret.json"), "{}");
    Files.createSymbolicLink(root.resolve("rent/1/model.json"), secret);

    assertThat(folder.descriptor(folder.models().get(0).versions().get(0))).isEmpty();
  }

  @Test
  void exists_missingFolder_isFalse() {
    assertThat(folder.exists()).isTrue();
    assertThat(new ModelFolder(root.resolve("none")).exists()).isFalse();
  }

  private void version(String name, String version) throws IOException {
    Files.createDirectories(root.resolve(name).resolve(version));
  }
}
