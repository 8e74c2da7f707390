package io.sluice.contract;

import io.sluice.testing.ServerOptions;
import io.sluice.testing.SluiceServer;
import io.sluice.testing.TestPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The server that the contract is held against: the samples, and a version that cannot be loaded.
 */
final class ContractServer {
  private ContractServer() {}

  /** Starts it; version 2 of iris failed and has the alias canary, version 1 is production. */
  static SluiceServer start() {
    return SluiceServer.start(
        ServerOptions.defaults()
            .withModels(models())
            .withSystemProperty("sluice.model.iris.alias.production", "1")
            .withSystemProperty("sluice.model.iris.alias.canary", "2"));
  }

  private static Path models() {
    try {
      Path folder = Files.createTempDirectory(TestPaths.target(), "contract-models-");
      copy(ServerOptions.defaults().models(), folder);
      Path broken = Files.createDirectories(folder.resolve("iris/2"));
      Files.writeString(broken.resolve("model.zip"), "This is no archive.");
      String descriptor = Files.readString(folder.resolve("iris/1/model.json"));
      Files.writeString(
          broken.resolve("model.json"),
          descriptor.replaceFirst("\"version\"\\s*:\\s*\"1\"", "\"version\":\"2\""));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(from)) {
      paths = walk.filter(Files::isRegularFile).toList();
    }
    for (Path path : paths) {
      Path copy = to.resolve(from.relativize(path));
      Files.createDirectories(copy.getParent());
      Files.copy(path, copy);
    }
  }
}
