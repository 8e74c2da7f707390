package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialClassPathTest {
  @TempDir private Path folder;

  @Test
  void find_unpackedWebApplication_isItsClassesItsLibrariesAndTheShared() throws Exception {
    Path classes = folder.resolve("app with space/WEB-INF/classes");
    Path lib = Files.createDirectories(classes.resolveSibling("lib"));
    String name = TrialClassPathTest.class.getName().replace('.', '/') + ".class";
    Files.createDirectories(classes.resolve(name).getParent());
    try (InputStream in = getClass().getResourceAsStream("/" + name)) {
      Files.copy(in, classes.resolve(name));
    }
    Files.createFile(lib.resolve("b.jar"));
    Files.createFile(lib.resolve("a.jar"));
    Files.createFile(lib.resolve("readme.txt"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
      Class<?> application = loader.loadClass(TrialClassPathTest.class.getName());

      List<Path> files = new TrialClassPath(folder).find(application, List.of(JsonFactory.class));

      assertThat(files).hasSize(4);
      assertThat(files.subList(0, 3))
          .containsExactly(classes, lib.resolve("a.jar"), lib.resolve("b.jar"));
      assertThat(files.get(3)).isRegularFile();
      assertThat(files.get(3).getFileName().toString()).startsWith("jackson-core");
    }
  }

  @Test
  void find_anyOtherJvm_isItsClassPath() throws IOException {
    assertThat(new TrialClassPath(folder).find(TrialClassPathTest.class, List.of()))
        .isNotEmpty()
        .allMatch(Files::exists);
  }
}
