package io.sluice.repository;

import io.sluice.model.Alias;
import io.sluice.model.ArtifactFormat;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of models: {@code <name>/<version>/model.zip} or {@code model.onnx} with {@code
 * model.json} beside it, and {@code <name>/aliases.properties} ({@code production=3}). Read only;
 * whatever else lies in it is passed over, and links are not followed below its root.
 */
public final class ModelFolder {
  private static final System.Logger LOG = System.getLogger(ModelFolder.class.getName());
  private static final int MAX_ALIASES_BYTES = 64 << 10;

  private final Path root;

  /**
   * Reads models below this folder.
   *
   * @param root need not exist yet
   */
  public ModelFolder(Path root) {
    this.root = root;
  }

  /** Whether the folder is there at all. */
  public boolean exists() {
    return Files.isDirectory(root);
  }

  /**
   * All models with at least one version, by name.
   *
   * @throws IOException if the folder cannot be listed
   */
  public List<StoredModel> models() throws IOException {
    List<StoredModel> models = new ArrayList<>();
    for (Path folder : folders(root)) {
      ModelName name = named(folder, ModelName::new);
      if (name != null) {
        List<StoredVersion> versions = versions(folder, name);
        if (!versions.isEmpty()) {
          models.add(new StoredModel(name, versions, aliases(folder)));
        }
      }
    }
    return models;
  }

  /**
   * The descriptor of a version; empty if it has none.
   *
   * @throws InvalidDescriptorException if it breaks its rules
   * @throws IOException if it cannot be read
   */
  public Optional<ModelDescriptor> descriptor(StoredVersion version)
      throws IOException, InvalidDescriptorException {
    if (!isFile(version.descriptor())) {
      return Optional.empty();
    }
    byte[] json = read(version.descriptor(), DescriptorReader.MAX_BYTES);
    return Optional.of(DescriptorReader.read(version.id(), json));
  }

  private List<StoredVersion> versions(Path folder, ModelName name) throws IOException {
    List<StoredVersion> versions = new ArrayList<>();
    for (Path child : folders(folder)) {
      ModelVersion version = named(child, ModelVersion::parse);
      if (version != null) {
        ArtifactFormat format = format(child);
        versions.add(
            new StoredVersion(
                new ModelId(name, version),
                format,
                child.resolve(format.fileName()),
                child.resolve("model.json")));
      }
    }
    versions.sort(Comparator.comparing(stored -> stored.id().version()));
    return versions;
  }

  /** Where both files are, the archive counts: what is served must not change for a second file. */
  private static ArtifactFormat format(Path folder) {
    return !isFile(folder.resolve(ArtifactFormat.DL4J.fileName()))
            && isFile(folder.resolve(ArtifactFormat.ONNX.fileName()))
        ? ArtifactFormat.ONNX
        : ArtifactFormat.DL4J;
  }

  private static Map<Alias, ModelVersion> aliases(Path folder) throws IOException {
    Path file = folder.resolve("aliases.properties");
    Map<Alias, ModelVersion> aliases = new LinkedHashMap<>();
    if (isFile(file)) {
      Properties lines = new Properties();
      try {
        lines.load(
            new StringReader(new String(read(file, MAX_ALIASES_BYTES), StandardCharsets.UTF_8)));
        for (String name : lines.stringPropertyNames()) {
          aliases.put(new Alias(name), ModelVersion.parse(lines.getProperty(name).strip()));
        }
      } catch (IllegalArgumentException e) {
        LOG.log(Level.WARNING, "{0}/aliases.properties: {1}", folder.getFileName(), e.getMessage());
      }
    }
    return aliases;
  }

  private static byte[] read(Path file, int most) throws IOException {
    try (InputStream bytes = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return bytes.readNBytes(most + 1);
    }
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      return children
          .filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  private static <T> @Nullable T named(Path folder, Function<String, T> type) {
    String name = folder.getFileName().toString();
    try {
      return type.apply(name);
    } catch (IllegalArgumentException e) {
      if (!name.startsWith(".")) {
        LOG.log(Level.WARNING, "passed over in the models folder: {0}", e.getMessage());
      }
      return null;
    }
  }
}
